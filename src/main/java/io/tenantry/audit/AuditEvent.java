package io.tenantry.audit;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Secret;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was done to what, to be recorded. Immutable.
 *
 * <p>A value is a text, a whole number, a truth value, a constant, a time or a list of texts: nothing else has a method
 * here, a {@link Secret} least of all, and a field whose name speaks of a secret is refused. A text is cut after 1,000
 * characters, a list after 100 items, the id of a resource after 200 characters; what was cut ends in "…".
 */
public final class AuditEvent {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern SECRET = Pattern.compile("password|secret|token|hash|credential");

    private final String action;
    private final String resourceType;
    private final @Nullable String resourceId;
    private final Map<String, Change> changes;
    private final @Nullable OrganizationId organizationId;

    private AuditEvent(
            String action,
            String resourceType,
            @Nullable String resourceId,
            Map<String, Change> changes,
            @Nullable OrganizationId organizationId) {
        this.action = action;
        this.resourceType = resourceType;
        this.resourceId = resourceId;
        this.changes = Collections.unmodifiableMap(changes);
        this.organizationId = organizationId;
    }

    /** Action {@code create}: the fields of something new have changed from null. */
    public static AuditEvent created(String resourceType, String resourceId) {
        return of("create", resourceType, resourceId);
    }

    /** Action {@code read}, for reads that are worth recording. */
    public static AuditEvent read(String resourceType, @Nullable String resourceId) {
        return of("read", resourceType, resourceId);
    }

    /** Action {@code update}. */
    public static AuditEvent updated(String resourceType, String resourceId) {
        return of("update", resourceType, resourceId);
    }

    /** Action {@code delete}. */
    public static AuditEvent deleted(String resourceType, String resourceId) {
        return of("delete", resourceType, resourceId);
    }

    /** Action {@code create_refused} and the like: an attempt that was answered with 403. */
    public static AuditEvent refused(String action, String resourceType, @Nullable String resourceId) {
        return of(action + "_refused", resourceType, resourceId);
    }

    /**
     * Any other action, such as {@code suspend}.
     *
     * @param action a word of at most 64 of {@code [a-z0-9_]}, beginning with a letter
     * @param resourceType a word like that
     * @param resourceId which one of them; null for none in particular
     */
    public static AuditEvent of(String action, String resourceType, @Nullable String resourceId) {
        return new AuditEvent(
                requireWord(action), requireWord(resourceType), Recordable.id(resourceId), Map.of(), null);
    }

    /** Whether an action or a kind of resource can have that name. */
    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    private static String requireWord(String text) {
        if (!isWord(text)) {
            throw new IllegalArgumentException("No word of the audit log: " + text);
        }
        return text;
    }

    /** The same in an organization, whose people see it in their log then: for what {@link PlatformAudit} records. */
    public AuditEvent in(OrganizationId organization) {
        return new AuditEvent(action, resourceType, resourceId, changes, organization);
    }

    /** The same with a field that was one thing and became another; without it when it is what it was. */
    public AuditEvent changed(String field, @Nullable String old, @Nullable String now) {
        return with(field, new Change(Recordable.text(old), Recordable.text(now)));
    }

    /** See {@link #changed(String, String, String)}. */
    public AuditEvent changed(String field, @Nullable Long old, @Nullable Long now) {
        return with(field, new Change(old, now));
    }

    /** See {@link #changed(String, String, String)}. */
    public AuditEvent changed(String field, @Nullable Boolean old, @Nullable Boolean now) {
        return with(field, new Change(old, now));
    }

    /** See {@link #changed(String, String, String)}. */
    public AuditEvent changed(String field, @Nullable Instant old, @Nullable Instant now) {
        return with(field, new Change(Recordable.time(old), Recordable.time(now)));
    }

    /** The same with a constant, named as in JSON. */
    public AuditEvent changed(String field, @Nullable Enum<?> old, @Nullable Enum<?> now) {
        return with(field, new Change(Recordable.constant(old), Recordable.constant(now)));
    }

    /** See {@link #changed(String, String, String)}. */
    public AuditEvent changed(String field, @Nullable List<String> old, @Nullable List<String> now) {
        return with(field, new Change(Recordable.texts(old), Recordable.texts(now)));
    }

    private AuditEvent with(String field, Change change) {
        if (SECRET.matcher(requireWord(field)).find()) {
            throw new IllegalArgumentException("A secret has no place in the audit log: " + field);
        }
        if (change.isNone()) {
            return this;
        }
        Map<String, Change> more = new TreeMap<>(changes);
        more.put(field, change);
        return new AuditEvent(action, resourceType, resourceId, more, organizationId);
    }

    String action() {
        return action;
    }

    String resourceType() {
        return resourceType;
    }

    @Nullable
    String resourceId() {
        return resourceId;
    }

    Map<String, Change> changes() {
        return changes;
    }

    @Nullable
    OrganizationId organizationId() {
        return organizationId;
    }
}
