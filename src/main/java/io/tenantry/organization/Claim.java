package io.tenantry.organization;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What one organization has and no other may have. Its id is what is claimed, so that inserting a claim is taking it.
 *
 * @param operationId the operation that took it: a claim that is given up is given up by this name, so that whoever comes
 *     late cannot give up a later one
 * @param dropAfter when the data under a retired namespace may be dropped; null once it was
 * @param droppedAt when it was
 */
@Document("claims")
record Claim(
        @Id String id,
        OrganizationId organizationId,
        @Nullable ObjectId operationId,
        State state,
        @Nullable Placement placement,
        @Nullable Instant dropAfter,
        @Nullable Instant droppedAt) {

    enum State {
        HELD,
        /** Of a namespace whose data is dead: never held again, so that a late write can only hit what is dead. */
        RETIRED
    }

    private static final String NAME = "name:";
    private static final String EMAIL = "email:";
    private static final String NAMESPACE = "namespace:";

    static String name(NameKey key) {
        return name(key.value());
    }

    static String name(String key) {
        return NAME + key;
    }

    static String email(EmailAddress address) {
        return EMAIL + address.value();
    }

    static String namespace(Placement placement) {
        return NAMESPACE + placement.namespace();
    }

    static Claim held(String id, OrganizationId organization, ObjectId operation) {
        return new Claim(id, organization, operation, State.HELD, null, null, null);
    }

    /**
     * When a claim that its organization does not name is given back. It could be at once, since a claim is named before
     * it is taken; this much spares it to an instance that is just giving it back itself.
     */
    private static final Duration ABANDONED = Duration.ofSeconds(10);

    /** Whether its organization names it, as every claim that is in use, or may be, is named before it is taken. */
    boolean isExplainedBy(@Nullable Collection<String> namedByIt) {
        return namedByIt != null && namedByIt.contains(id);
    }

    /** Whether an operation took it that is long over. One that nobody knows is left to people. */
    boolean isAbandoned(Instant now) {
        return operationId != null
                && Duration.between(Instant.ofEpochSecond(operationId.getTimestamp()), now)
                                .compareTo(ABANDONED)
                        >= 0;
    }

    /** Whether what lay under a retired namespace was dropped. */
    boolean wasDropped() {
        return state == State.RETIRED && droppedAt != null;
    }

    /** The database of the claim of a namespace. */
    static String databaseOf(String namespaceClaim) {
        return namespaceClaim.substring(NAMESPACE.length()).split("/", -1)[1];
    }

    /** Which of the three kinds an id is of. */
    static boolean isName(String id) {
        return id.startsWith(NAME);
    }

    static boolean isEmail(String id) {
        return id.startsWith(EMAIL);
    }

    static boolean isNamespace(String id) {
        return id.startsWith(NAMESPACE);
    }
}
