package io.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantWrites;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract: {@code GET /audit-log?from&to&actor&action&resource_type&resource_id} and {@code GET /audit-log/verify}. */
@TenantryTest
class AuditLogOverHttpTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Origin ada = user("ada@acme.com");
    private final Origin grace = user("grace@acme.com");
    private final Origin root = new Origin(
            new Origin.Who(ActorType.SUPERUSER, new ObjectId(), "root@example.com"), "203.0.113.9", "request-9");
    private final AuditLog audit;
    private final PlatformAudit platform;
    private final TenantWrites writes;
    private final TenantDirectory directory;
    private final Api api;
    private final Databases databases;
    private Api.Account account = new Api.Account("", "", "", "");

    AuditLogOverHttpTests(
            AuditLog audit,
            PlatformAudit platform,
            TenantWrites writes,
            TenantDirectory directory,
            Api api,
            Databases databases) {
        this.audit = audit;
        this.platform = platform;
        this.writes = writes;
        this.directory = directory;
        this.api = api;
        this.databases = databases;
    }

    private static Origin user(String email) {
        return new Origin(new Origin.Who(ActorType.USER, new ObjectId(), email), "203.0.113.7", "request-1");
    }

    @BeforeEach
    void found() {
        account = api.organization("Logged");
        forgetFounding(account);
    }

    /** That the organization was made is told as well: here only what happens to it afterwards matters. */
    private void forgetFounding(Api.Account made) {
        Databases.all(databases
                .master()
                .getCollection("platform_audit")
                .deleteMany(Filters.eq("organization_id", new ObjectId(made.organizationId()))));
    }

    @Test
    void anEntrySaysWhoDidWhat() {
        String user = new ObjectId().toHexString();
        String id = record(
                ada,
                AuditEvent.updated("user", user)
                        .changed("role", "member", "admin")
                        .changed("active", null, true)
                        .changed("size", 1L, 2L)
                        .changed("tags", List.of("a"), null));

        Map<String, Object> entry = entry(items(list()).get(0));
        assertThat(entry)
                .containsOnlyKeys(
                        "id",
                        "at",
                        "actor",
                        "action",
                        "resource_type",
                        "resource_id",
                        "changes",
                        "ip_address",
                        "request_id")
                .containsEntry("id", id)
                .containsEntry("actor", Map.of("type", "user", "id", id(ada), "email", "ada@acme.com"))
                .containsEntry("action", "update")
                .containsEntry("resource_type", "user")
                .containsEntry("resource_id", user)
                .containsEntry(
                        "changes",
                        Api.fields(
                                "active", Api.fields("old", null, "new", true),
                                "role", Map.of("old", "member", "new", "admin"),
                                "size", Map.of("old", 1, "new", 2),
                                "tags", Api.fields("old", List.of("a"), "new", null)))
                .containsEntry("ip_address", "203.0.113.7")
                .containsEntry("request_id", "request-1");
        assertThat(Instant.parse(String.valueOf(entry.get("at"))))
                .isCloseTo(Instant.now(), within(20, ChronoUnit.SECONDS));
    }

    @Test
    void aLogBeginsWithTheFirstChange() {
        assertThat(list()).containsEntry("items", List.of()).containsEntry("next_cursor", null);
        assertThat(verify()).isEqualTo(Api.fields("valid", true, "checked", 0, "first_bad", null));
    }

    @Test
    void theNewestComesFirstOnEveryPage() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, record(ada, AuditEvent.created("note", "note " + i)));
            made.add(0, note(root, AuditEvent.read("note", "note " + i)));
        }

        List<String> listed = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Map<String, Object> page = cursor == null ? list("limit", "3") : list("limit", "3", "cursor", cursor);
            listed.addAll(ids(page));
            cursor = (String) page.get("next_cursor");
            pages++;
        } while (cursor != null);

        assertThat(listed).isEqualTo(made);
        assertThat(pages).isEqualTo(4);
    }

    /** "Every such call is in its audit log with the superuser's id and e-mail." */
    @Test
    void whatThePlatformDoesInTheOrganizationIsListedAndInNoOther() {
        Api.Account other = api.organization("Neighbour");
        forgetFounding(other);
        String read = note(root, AuditEvent.read("user", null));

        assertThat(items(list()))
                .singleElement()
                .satisfies(item -> assertThat(entry(item))
                        .containsEntry("id", read)
                        .containsEntry("action", "read")
                        .containsEntry("resource_id", null)
                        .containsEntry("changes", Map.of())
                        .containsEntry(
                                "actor", Map.of("type", "superuser", "id", id(root), "email", "root@example.com")));
        assertThat(ids(Api.body(api.get("/audit-log", other.token())))).isEmpty();
        assertThat(verify()).containsEntry("valid", true).containsEntry("checked", 0);
    }

    @Test
    void aListIsFiltered() {
        String created = record(ada, AuditEvent.created("user", "one"));
        String updated = record(grace, AuditEvent.updated("user", "one"));
        String deleted = record(ada, AuditEvent.deleted("note", "ä two"));
        String refused = note(ada, AuditEvent.refused("create", "user", "one"));

        assertThat(ids(list("actor", id(ada)))).containsExactly(refused, deleted, created);
        assertThat(ids(list("action", "update"))).containsExactly(updated);
        assertThat(ids(list("action", "create_refused"))).containsExactly(refused);
        assertThat(ids(list("resource_type", "user"))).containsExactly(refused, updated, created);
        assertThat(ids(list("resource_id", "one"))).containsExactly(refused, updated, created);
        assertThat(ids(list("resource_id", "a\u0308 two"))).containsExactly(deleted);
        assertThat(ids(list("actor", id(ada), "resource_type", "user", "action", "create")))
                .containsExactly(created);
        assertThat(ids(list("actor", new ObjectId().toHexString()))).isEmpty();
        assertThat(ids(list("resource_id", ".*"))).isEmpty();
    }

    @Test
    void aListIsFilteredByTime() {
        List<String> made = IntStream.range(0, 3)
                .mapToObj(i -> record(ada, AuditEvent.created("note", "note " + i)))
                .toList();
        IntStream.range(0, 3).forEach(i -> setTime(made.get(i), Instant.parse("2026-03-01T09:30:0" + i + ".500Z")));

        assertThat(ids(list("from", "2026-03-01T09:30:01.500Z"))).containsExactly(made.get(2), made.get(1));
        assertThat(ids(list("to", "2026-03-01T09:30:01.500Z"))).containsExactly(made.get(0));
        assertThat(ids(list("from", "2026-03-01T10:30:01.500+01:00", "to", "2026-03-01T09:30:02.500Z")))
                .containsExactly(made.get(1));
        assertThat(ids(list("from", "2026-03-01T09:30:01.500Z", "limit", "1"))).containsExactly(made.get(2));
        assertThat(ids(list("from", "2026-03-01T09:30:01.500Z", "to", "2026-03-01T09:30:01.500Z")))
                .isEmpty();
    }

    private void setTime(String id, Instant time) {
        Databases.all(log().updateOne(Filters.eq("_id", new ObjectId(id)), Updates.set("at", time)));
    }

    @Test
    void aListRefusesWhatItDoesNotUnderstand() {
        Api.refusedFor("from", request("from", ""));
        Api.refusedFor("from", request("from", "yesterday"));
        Api.refusedFor("from", request("from", "2026-03-01"));
        Api.refusedFor("from", request("from", "2026-03-01T09:30:00"));
        Api.refusedFor("to", request("to", "1772357400"));
        Api.refusedFor("to", request("from", "2026-03-02T00:00:00Z", "to", "2026-03-01T00:00:00Z"));
        Api.refusedFor("actor", request("actor", "ada@acme.com"));
        Api.refusedFor("actor", request("actor", ""));
        Api.refusedFor("action", request("action", "$ne"));
        Api.refusedFor("action", request("action", ""));
        Api.refusedFor("action", request("action", "Create"));
        Api.refusedFor("resource_type", request("resource_type", "a".repeat(65)));
        Api.refusedFor("resource_id", request("resource_id", ""));
        Api.refusedFor("resource_id", request("resource_id", "x".repeat(201)));
        Api.refusedFor("resource_id", request("resource_id", "a\u0000b"));
        Api.refusedFor("limit", request("limit", "0"));
        Api.refusedFor("limit", request("limit", "201"));
        Api.refusedFor("cursor", request("cursor", "bm90IGFuIGlk"));
        Api.refusedFor("cursor", request("cursor", "NjY1ZjFmNzdiY2Y4NmNkNzk5NDM5MDEx"));
        Api.refusedFor("resourceType", request("resourceType", "user"));
        Api.refusedFor("organization_id", request("organization_id", account.organizationId()));
        Api.refusedFor("action", request("action", "create", "action", "delete"));
        Api.refusedFor("full", api.get("/audit-log/verify?full=true", account.token()));
    }

    @Test
    void onlyItsOwnPeopleReadALog() {
        record(ada, AuditEvent.created("note", "one"));
        Api.Account stranger = api.organization("Stranger");
        forgetFounding(stranger);

        for (String path : List.of("/audit-log", "/audit-log/verify")) {
            Api.refused(api.get(path, null), ErrorCode.AUTHENTICATION_REQUIRED);
            Api.refused(api.get(path, api.superuser()), ErrorCode.FORBIDDEN);
            Api.refused(api.send(HttpMethod.DELETE, path, account.token(), ""), ErrorCode.METHOD_NOT_ALLOWED);
            Api.refused(api.send(HttpMethod.POST, path, account.token(), Map.of()), ErrorCode.METHOD_NOT_ALLOWED);
        }
        assertThat(ids(Api.body(api.get("/audit-log", stranger.token())))).isEmpty();
    }

    @Test
    void anAlteredEntryIsFound() {
        List<String> made = recordFive();
        assertThat(verify()).isEqualTo(Api.fields("valid", true, "checked", 5, "first_bad", null));

        Databases.all(log().updateOne(
                        Filters.eq("_id", new ObjectId(made.get(2))), Updates.set("actor.email", "eve@acme.com")));

        assertThat(verify()).isEqualTo(Api.fields("valid", false, "checked", 2, "first_bad", made.get(2)));
    }

    @Test
    void aRemovedEntryIsFound() {
        List<String> made = recordFive();

        Databases.all(log().deleteOne(Filters.eq("_id", new ObjectId(made.get(2)))));

        assertThat(verify()).isEqualTo(Api.fields("valid", false, "checked", 2, "first_bad", made.get(3)));
    }

    @Test
    void removedLastEntriesAreFound() {
        List<String> made = recordFive();

        Databases.all(log().deleteMany(Filters.gte("seq", 4L)));
        assertThat(verify()).isEqualTo(Api.fields("valid", false, "checked", 3, "first_bad", made.get(4)));

        Databases.all(log().deleteMany(Filters.empty()));
        assertThat(verify()).isEqualTo(Api.fields("valid", false, "checked", 0, "first_bad", made.get(4)));
    }

    /** Hidden from the list by what no filter on times finds. */
    @Test
    void aTimeThatIsNoneIsFound() {
        List<String> made = recordFive();
        String at = String.valueOf(entry(items(list()).get(0)).get("at"));

        Databases.all(log().updateOne(Filters.eq("_id", new ObjectId(made.get(4))), Updates.set("at", at)));

        assertThat(verify()).isEqualTo(Api.fields("valid", false, "checked", 4, "first_bad", made.get(4)));
    }

    @Test
    void aRenamedOrganizationKeepsItsLog() {
        List<String> made = recordFive();
        List<String> before = ids(list());

        api.rename(account, Api.uniqueName("Moved")).expectStatus().isOk();

        assertThat(ids(list("resource_type", "note"))).isEqualTo(before).hasSameElementsAs(made);
        assertThat(verify()).isEqualTo(Api.fields("valid", true, "checked", 5, "first_bad", null));
        record(ada, AuditEvent.created("note", "after"));
        assertThat(verify()).isEqualTo(Api.fields("valid", true, "checked", 6, "first_bad", null));
    }

    private List<String> recordFive() {
        return IntStream.range(0, 5)
                .mapToObj(
                        i -> record(ada, AuditEvent.created("note", "note " + i).changed("text", null, "❤ " + i)))
                .toList();
    }

    /** In the organization's own log; the answer is the entry's id. */
    private String record(Origin origin, AuditEvent event) {
        Tenant tenant = Objects.requireNonNull(directory
                .readCurrent(OrganizationId.of(account.organizationId()))
                .block(PATIENCE));
        return Objects.requireNonNull(writes.confirm(audit.entry(event))
                        .contextWrite(origin.inContext())
                        .contextWrite(TenantContext.with(tenant))
                        .block(PATIENCE))
                .toHexString();
    }

    /** In the log of the platform; the answer is the entry's id. */
    private String note(Origin origin, AuditEvent event) {
        OrganizationId organization = OrganizationId.of(account.organizationId());
        platform.noted(event.in(organization), origin).block(PATIENCE);
        List<Document> all = databases.find(
                databases.master(), "platform_audit", Filters.eq("organization_id", organization.value()));
        return all.get(all.size() - 1).getObjectId("_id").toHexString();
    }

    private MongoCollection<Document> log() {
        return databases.database(api.databaseOf(account, account.name())).getCollection("audit_log");
    }

    private Map<String, Object> verify() {
        return Api.body(
                api.get("/audit-log/verify", account.token()).expectStatus().isOk());
    }

    private Map<String, Object> list(String... namesAndValues) {
        return Api.body(request(namesAndValues).expectStatus().isOk());
    }

    private WebTestClient.ResponseSpec request(String... namesAndValues) {
        return api.http()
                .get()
                .uri(uri -> {
                    uri.path("/audit-log");
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < namesAndValues.length; i += 2) {
                        uri.queryParam(namesAndValues[i], "{v" + i + "}");
                        values.add(namesAndValues[i + 1]);
                    }
                    return uri.build(values.toArray());
                })
                .headers(headers -> headers.setBearerAuth(account.token()))
                .exchange();
    }

    private static List<?> items(Map<String, Object> page) {
        return (List<?>) Objects.requireNonNull(page.get("items"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entry(Object item) {
        return (Map<String, Object>) item;
    }

    private static List<String> ids(Map<String, Object> page) {
        return items(page).stream()
                .map(item -> String.valueOf(entry(item).get("id")))
                .toList();
    }

    private static String id(Origin origin) {
        return origin.account();
    }
}
