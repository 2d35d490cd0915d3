package io.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.PeopleVersion;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantChange;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantTemplate;
import io.tenantry.tenancy.TenantWrites;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** "Every change, hash-chained; written under the acknowledgement rule, before the answer". */
@TenantryTest
class AuditLogTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NOTES = "notes";
    private static final Origin ADA =
            new Origin(new Origin.Who(ActorType.USER, new ObjectId(), "ada@acme.com"), "203.0.113.7", "request-1");

    private final AuditLog audit;
    private final AuditService service;
    private final AuditStore store;
    private final ChainHeadStore heads;
    private final TenantWrites writes;
    private final TenantTemplate template;
    private final TenantDirectory directory;
    private final Clock clock;
    private final Api api;
    private final Databases databases;
    private Tenant tenant = new Tenant(
            OrganizationId.create(), "", Placement.database("", ""), Tenant.Access.CLOSED, 0, PeopleVersion.FIRST);

    AuditLogTests(
            AuditLog audit,
            AuditService service,
            AuditStore store,
            ChainHeadStore heads,
            TenantWrites writes,
            TenantTemplate template,
            TenantDirectory directory,
            Clock clock,
            Api api,
            Databases databases) {
        this.audit = audit;
        this.service = service;
        this.store = store;
        this.heads = heads;
        this.writes = writes;
        this.template = template;
        this.directory = directory;
        this.clock = clock;
        this.api = api;
        this.databases = databases;
    }

    @BeforeEach
    void found() {
        OrganizationId id = OrganizationId.of(api.organization("Audited").organizationId());
        tenant = Objects.requireNonNull(directory.find(id).block(PATIENCE));
    }

    @Test
    void aChangeIsAnsweredWithItsEntryWritten() {
        String answer = inTenant(writes.confirm(audit.recorded(
                        note("one"),
                        made -> noted(made)
                                .changed("text", null, made)
                                .changed("size", null, 3L)
                                .changed("tags", null, List.of("a", "b")))))
                .block(PATIENCE);

        assertThat(answer).isEqualTo("one");
        assertThat(notes()).containsExactly("one");
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry)
                    .containsEntry("seq", 1L)
                    .containsEntry("prev_hash", ChainEnd.NONE.hash())
                    .containsEntry("action", "create")
                    .containsEntry("resource_type", "note")
                    .containsEntry("resource_id", "one")
                    .containsEntry("ip_address", "203.0.113.7")
                    .containsEntry("request_id", "request-1")
                    .containsEntry(
                            "actor",
                            new Document("type", "USER")
                                    .append("id", new ObjectId(ADA.account()))
                                    .append("email", "ada@acme.com"))
                    .containsEntry(
                            "changes",
                            new Document("size", new Document("new", 3L))
                                    .append("tags", new Document("new", List.of("a", "b")))
                                    .append("text", new Document("new", "one")));
            assertThat(entry.getDate("at")).isCloseTo(clock.instant(), 20_000);
        });
        assertThat(head()).isEqualTo(headOf(entries().get(0)));
        assertThat(verdict()).isEqualTo(new AuditVerification(true, 1, null));
    }

    @Test
    void whatWasNotDoneIsNotRecorded() {
        assertThat(inTenant(writes.confirm(
                                audit.recordedIf(Mono.just(TenantChange.of(false)), done -> done, done -> noted(""))))
                        .block(PATIENCE))
                .isFalse();
        StepVerifier.create(inTenant(writes.confirm(audit.recorded(
                        Mono.<TenantChange<String>>error(new ProblemException(ErrorCode.EMAIL_TAKEN, "taken")),
                        AuditLogTests::noted))))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.EMAIL_TAKEN));
        StepVerifier.create(inTenant(
                        writes.confirm(audit.recorded(Mono.<TenantChange<String>>empty(), AuditLogTests::noted))))
                .verifyComplete();

        assertThat(entries()).isEmpty();
        assertThat(verdict()).isEqualTo(new AuditVerification(true, 0, null));
    }

    @Test
    void whatNobodyAskedForIsNotDone() {
        StepVerifier.create(writes.confirm(audit.recorded(note("one"), AuditLogTests::noted))
                        .contextWrite(TenantContext.with(tenant)))
                .verifyError(IllegalStateException.class);

        assertThat(notes()).isEmpty();
    }

    @Test
    void somebodyWithoutATokenIsNamed() {
        Origin grace = new Origin(new Origin.Who(ActorType.USER, new ObjectId(), "grace@acme.com"), null, "request-2");
        writes.confirm(audit.recorded(note("one"), AuditLogTests::noted, grace))
                .contextWrite(TenantContext.with(tenant))
                .block(PATIENCE);

        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.get("actor", Document.class)).containsEntry("email", "grace@acme.com");
            assertThat(entry).doesNotContainKey("ip_address");
        });
    }

    @Test
    void fiftyAtOnceMakeOneChain() {
        inTenant(recordAll(audit, IntStream.range(0, 50))).block(PATIENCE);

        assertOneChainOf(50);
    }

    @Test
    void aLogIsValidWhileItGrows() {
        Mono<List<AuditVerification>> verdicts =
                Mono.defer(() -> service.verify(tenant.id())).repeat(20).collectList();

        inTenant(Mono.zip(recordAll(audit, IntStream.range(0, 50)).thenReturn(true), verdicts)
                        .doOnNext(both -> assertThat(both.getT2()).allMatch(AuditVerification::valid)))
                .block(PATIENCE);

        assertOneChainOf(50);
    }

    /** Instances that share nothing but the database. */
    @Test
    void instancesThatWriteAtOnceMakeOneChain() {
        List<AuditLog> instances =
                IntStream.range(0, 3).mapToObj(i -> anotherInstance()).toList();

        inTenant(Flux.range(0, 3)
                        .flatMap(i -> recordAll(instances.get(i), IntStream.range(20 * i, 20 * i + 20))
                                .subscribeOn(Schedulers.parallel()))
                        .then())
                .block(PATIENCE);

        assertOneChainOf(60);
    }

    private AuditLog anotherInstance() {
        return new AuditLog(new AuditChain(store, clock), heads);
    }

    private Mono<Void> recordAll(AuditLog log, IntStream numbers) {
        return Flux.fromStream(numbers.boxed())
                .flatMap(
                        i -> writes.confirm(log.recorded(note("note " + i), AuditLogTests::noted))
                                .subscribeOn(Schedulers.parallel()),
                        50)
                .then();
    }

    private void assertOneChainOf(int count) {
        assertThat(entries())
                .extracting(entry -> entry.getLong("seq"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(entries()).extracting(entry -> entry.get("resource_id")).doesNotHaveDuplicates();
        assertThat(head()).isEqualTo(headOf(entries().get(count - 1)));
        assertThat(verdict()).isEqualTo(new AuditVerification(true, count, null));
    }

    /** What is not acknowledged may be left behind by a move: the master must not know of it. */
    @Test
    void anEntryThatIsNotConfirmedMovesNoHead() {
        Tenant before = new Tenant(
                tenant.id(),
                tenant.name(),
                tenant.placement(),
                Tenant.Access.OPEN,
                tenant.epoch() - 1,
                tenant.people());

        StepVerifier.create(writes.confirm(audit.recorded(note("late"), AuditLogTests::noted))
                        .contextWrite(ADA.inContext())
                        .contextWrite(TenantContext.with(before)))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));

        assertThat(entries()).hasSize(1);
        assertThat(heads.find(tenant.id()).blockOptional(PATIENCE)).isEmpty();
        assertThat(verdict()).isEqualTo(new AuditVerification(true, 1, null));
    }

    @Test
    void aHeadNeverMovesBack() {
        List<ChainHead> all = IntStream.rangeClosed(1, 20)
                .mapToObj(seq -> new ChainHead(tenant.id(), seq, "hash " + seq, new ObjectId()))
                .toList();

        Flux.fromIterable(all)
                .flatMap(head -> heads.advance(head).subscribeOn(Schedulers.parallel()), 20)
                .then()
                .block(PATIENCE);
        heads.advance(all.get(3)).block(PATIENCE);

        assertThat(head()).isEqualTo(all.get(19));
    }

    @Test
    void anOrganizationThatIsGoneIsForgotten() {
        inTenant(writes.confirm(audit.entry(noted("one")))).block(PATIENCE);

        audit.forget(tenant.id()).then(audit.forget(tenant.id())).block(PATIENCE);

        assertThat(heads.find(tenant.id()).blockOptional(PATIENCE)).isEmpty();
    }

    /** Or else whoever hangs up in time could do what is not recorded. */
    @Test
    void aCallerWhoHangsUpIsRecorded() {
        Sinks.One<TenantChange<String>> change = Sinks.one();
        Disposable call = inTenant(writes.confirm(audit.recorded(change.asMono(), AuditLogTests::noted)))
                .subscribe();

        call.dispose();
        change.tryEmitValue(TenantChange.of("one"));

        await().atMost(PATIENCE).until(() -> entries().size() == 1);
        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsEntry("resource_id", "one"));
    }

    /** Somebody else has made it a collection that takes no second entry. */
    @Test
    void aChangeThatCannotBeRecordedIsNotAcknowledged() {
        databases.insert(tenant.placement().database(), "audit_log", new Document("seq", 1L), new Document("seq", 1L));

        StepVerifier.create(inTenant(writes.confirm(audit.recorded(note("one"), AuditLogTests::noted))))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));
    }

    /** A log that somebody has tampered with goes on, and says so. */
    @Test
    void aBrokenChainGoesOn() {
        inTenant(recordAll(audit, IntStream.range(0, 3))).block(PATIENCE);
        Databases.all(databases
                .database(tenant.placement().database())
                .getCollection("audit_log")
                .updateOne(Filters.eq("seq", 3L), new Document("$unset", new Document("hash", ""))));

        inTenant(recordAll(anotherInstance(), IntStream.range(3, 5))).block(PATIENCE);

        assertThat(entries()).extracting(entry -> entry.getLong("seq")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(verdict())
                .isEqualTo(new AuditVerification(
                        false, 2, entries().get(2).getObjectId("_id").toHexString()));
    }

    private Mono<TenantChange<String>> note(String text) {
        return template.insert(new Document("text", text), NOTES).map(stored -> TenantChange.of(text));
    }

    private static AuditEvent noted(String text) {
        return AuditEvent.created("note", text);
    }

    private <T> Mono<T> inTenant(Mono<T> work) {
        return work.contextWrite(ADA.inContext()).contextWrite(TenantContext.with(tenant));
    }

    private List<String> notes() {
        return databases.find(databases.database(tenant.placement().database()), NOTES, Filters.empty()).stream()
                .map(note -> note.getString("text"))
                .toList();
    }

    private List<Document> entries() {
        return Databases.all(databases
                .database(tenant.placement().database())
                .getCollection("audit_log")
                .find()
                .sort(new Document("seq", 1)));
    }

    private ChainHead head() {
        return Objects.requireNonNull(heads.find(tenant.id()).block(PATIENCE));
    }

    private ChainHead headOf(Document entry) {
        return new ChainHead(tenant.id(), entry.getLong("seq"), entry.getString("hash"), entry.getObjectId("_id"));
    }

    private AuditVerification verdict() {
        return Objects.requireNonNull(inTenant(service.verify(tenant.id())).block(PATIENCE));
    }

    private static void isProblem(Throwable failure, ErrorCode code) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
