package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;

/** Issue "durable operations": the sweeper reports what nothing explains and drops only what is retired. */
@TenantryTest
class SweeperTests {

    private static final int HOUR = 3_600;

    private final Sweeper sweeper;
    private final Api api;
    private final Databases databases;
    private final MeterRegistry meters;
    private final Rounds sweeps;
    private String superuser = "";

    SweeperTests(
            Sweeper sweeper, Api api, Databases databases, MeterRegistry meters, @Qualifier("sweeps") Rounds sweeps) {
        this.sweeper = sweeper;
        this.api = api;
        this.databases = databases;
        this.meters = meters;
        this.sweeps = sweeps;
    }

    /** What a test makes is for its own sweep. */
    @BeforeEach
    void onlyTheTestSweeps() {
        sweeps.stop();
        superuser = api.superuser();
    }

    @AfterEach
    void sweepAgain() {
        sweeps.start();
    }

    @Test
    void aDatabaseThatNobodyClaimedIsReportedAndLeftAlone() {
        String database = "org_stray_" + new ObjectId().toHexString();
        databases.insert(database, "orders", new Document("_id", 1));

        sweeper.sweep().block();

        assertThat(orphan(database).get("kind")).isEqualTo("database_without_claim");
        assertThat(orphan(database).get("cluster")).isEqualTo("main");
        assertThat(databases.collections(database)).containsExactly("orders");
        double counted = counted();

        Databases.all(databases.database(database).getCollection("orders").drop());
        sweeper.sweep().block();
        assertThat(namespaces()).doesNotContain(database);
        assertThat(counted()).isEqualTo(counted - 1);
    }

    /** What monitoring sees. */
    private double counted() {
        return meters.get("tenantry.orphans")
                .tag("kind", "database_without_claim")
                .gauge()
                .value();
    }

    /** An instance that stood still while a create was undone writes its founder's login when it wakes. */
    @Test
    void aPendingLoginOfNobodyIsRemoved() {
        ObjectId living = new ObjectId(api.organization("Living").organizationId());
        Api.Account suspended = api.organization("Resting");
        api.turn(suspended, "suspend").expectStatus().isOk();
        ObjectId never = new ObjectId();
        Instant longAgo = Instant.now().minusSeconds(HOUR);
        ObjectId stray = pendingLogin(never, longAgo);
        ObjectId fresh = pendingLogin(never, Instant.now());
        ObjectId userless = pendingLogin(living, longAgo);
        ObjectId resting = pendingLogin(new ObjectId(suspended.organizationId()), longAgo);

        sweeper.sweep().block();

        assertThat(Databases.all(logins().find(Filters.in("_id", stray, fresh, userless, resting))))
                .extracting(login -> login.getObjectId("_id"))
                .containsExactlyInAnyOrder(fresh, resting);
        Databases.all(logins().deleteMany(Filters.in("_id", fresh, resting)));
    }

    private ObjectId pendingLogin(ObjectId organization, Instant since) {
        ObjectId id = new ObjectId();
        Databases.all(logins().insertOne(new Document("_id", id)
                .append("email", Api.uniqueEmail())
                .append("organization_id", organization)
                .append("password_hash", "{noop}none")
                .append("state", "PENDING")
                .append("since", Date.from(since))));
        return id;
    }

    @Test
    void whatAppearsUnderARetiredNamespaceIsDroppedAgain() {
        Api.Account account = api.organization("Moved");
        String old = api.databaseOf(account, account.name());
        String name = Api.uniqueName("Gone");
        api.rename(account, name).expectStatus().isOk();
        Databases.all(claims().updateOne(
                        Filters.eq("_id", "namespace:main/" + old + "/"),
                        new Document("$set", new Document("dropped_at", Date.from(Instant.now())))));
        databases.insert(old, "users", new Document("_id", "too late"));

        sweeper.sweep().block();

        assertThat(databases.collections(old)).isEmpty();
        assertThat(databases.collections(api.databaseOf(account, name))).contains("users");
    }

    @Test
    void aClaimThatItsOrganizationDoesNotNameIsGivenBackWhenItsOperationIsLongOver() {
        Api.Account account = api.organization("Forgetful");
        String key = "name:forgotten_" + new ObjectId().toHexString();
        String namespace = "namespace:main/org_forgotten_" + new ObjectId().toHexString() + "/";
        claim(key, account, HOUR);
        claim(namespace, account, HOUR);

        sweeper.sweep().block();

        assertThat(databases.find(databases.master(), "claims", Filters.eq("_id", key)))
                .isEmpty();
        assertThat(databases.find(databases.master(), "claims", Filters.eq("_id", namespace)))
                .isEmpty();
    }

    /** It may be somebody else's data. */
    @Test
    void aNamespaceInWhichSomethingLiesIsNotGivenBack() {
        Api.Account account = api.organization("Unlucky");
        String database = "org_unlucky_" + new ObjectId().toHexString();
        String namespace = "namespace:main/" + database + "/";
        databases.insert(database, "orders", new Document("_id", 1));
        claim(namespace, account, HOUR);

        sweeper.sweep().block();

        assertThat(orphan(namespace).get("kind")).isEqualTo("claim_without_organization");
        assertThat(databases.collections(database)).containsExactly("orders");
        Databases.all(claims().deleteOne(Filters.eq("_id", namespace)));
        Databases.all(databases.database(database).getCollection("orders").drop());
    }

    @Test
    void aClaimOfAnOperationThatHasJustBegunIsReportedOnly() {
        Api.Account account = api.organization("Slow");
        String key = "name:slow_" + new ObjectId().toHexString();
        claim(key, account, 0);

        sweeper.sweep().block();

        assertThat(orphan(key).get("kind")).isEqualTo("claim_without_organization");
        assertThat(orphan(key).get("cluster")).isNull();
        assertThat(databases.find(databases.master(), "claims", Filters.eq("_id", key)))
                .hasSize(1);
        Databases.all(claims().deleteOne(Filters.eq("_id", key)));
    }

    /** The claims of everybody who lives, whatever happened to them before. */
    @Test
    void whatIsExplainedIsLeftAlone() {
        Api.Account account = api.organization("Fine");
        api.rename(account, Api.uniqueName("Fine Too")).expectStatus().isOk();
        List<String> traces = databases.traces(account.organizationId());

        sweeper.sweep().block();

        assertThat(databases.traces(account.organizationId())).isEqualTo(traces);
    }

    /** A hint that was lost is written again, so that somebody goes on. */
    @Test
    void anOperationWithoutItsNoteIsNotedAgain() {
        Api.Account account = api.organization("Unnoted");
        ObjectId operation = new ObjectId();
        Databases.all(databases
                .master()
                .getCollection("organizations")
                .updateOne(
                        Filters.eq("_id", new ObjectId(account.organizationId())),
                        new Document("$set", new Document("status", "DELETING").append("operation", dying(operation)))
                                .append("$inc", new Document("epoch", 1L).append("version", 1L))
                                .append("$unset", new Document("visible_key", ""))));

        sweeper.sweep().block();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> databases.traces(account.organizationId()).stream()
                        .noneMatch(trace -> trace.startsWith("organizations")));
    }

    /** A deletion that was handed back. */
    private static Document dying(ObjectId id) {
        return new Document("_id", id)
                .append("type", "DELETE")
                .append("step", "DROP")
                .append("attempt", 1)
                .append("beat", 0L)
                .append("kept", true)
                .append("created_at", Date.from(Instant.now()));
    }

    @Test
    void orphansAreForSuperusers() {
        Api.Account account = api.organization("Outside");

        Api.refused(api.get("/organization/orphans", null), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.get("/organization/orphans", account.token()), ErrorCode.FORBIDDEN);
    }

    private MongoCollection<Document> claims() {
        return databases.master().getCollection("claims");
    }

    private MongoCollection<Document> logins() {
        return databases.master().getCollection("logins");
    }

    private void claim(String id, Api.Account account, int secondsAgo) {
        ObjectId operation = new ObjectId((int) Instant.now().getEpochSecond() - secondsAgo, 7);
        Databases.all(claims().insertOne(new Document("_id", id)
                .append("organization_id", new ObjectId(account.organizationId()))
                .append("operation_id", operation)
                .append("state", "HELD")));
    }

    private Map<?, ?> orphan(String namespace) {
        return orphans().stream()
                .filter(orphan -> namespace.equals(orphan.get("namespace")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(namespace + " is not reported"));
    }

    private List<String> namespaces() {
        return orphans().stream()
                .map(orphan -> String.valueOf(orphan.get("namespace")))
                .toList();
    }

    private List<Map<?, ?>> orphans() {
        Object items = Api.body(api.get("/organization/orphans?limit=200", superuser)
                        .expectStatus()
                        .isOk())
                .get("items");
        return Objects.requireNonNull((List<?>) items).stream()
                .<Map<?, ?>>map(item -> (Map<?, ?>) item)
                .toList();
    }
}
