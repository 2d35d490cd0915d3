package io.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Master: "{@code platform_audit} (superusers' work, refusals, reads worth logging)". */
@TenantryTest
class PlatformAuditTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Origin origin = new Origin(
            new Origin.Who(ActorType.SUPERUSER, new ObjectId(), "root@example.com"), "203.0.113.7", "request-1");
    private final OrganizationId organization = OrganizationId.create();
    private final PlatformAudit audit;
    private final MasterTemplate master;
    private final Clock clock;
    private final Databases databases;

    PlatformAuditTests(PlatformAudit audit, MasterTemplate master, Clock clock, Databases databases) {
        this.audit = audit;
        this.master = master;
        this.clock = clock;
        this.databases = databases;
    }

    @Test
    void aSuperusersChangeIsAnsweredWithItsEntryWritten() {
        String answer = audit.recorded(Mono.just("pro"), this::changed)
                .contextWrite(origin.inContext())
                .block(PATIENCE);

        assertThat(answer).isEqualTo("pro");
        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("organization_id", organization.value())
                        .containsEntry("action", "update")
                        .containsEntry("resource_type", "organization")
                        .containsEntry("resource_id", organization.toString())
                        .containsEntry(
                                "changes", new Document("tier", new Document("old", "free").append("new", "pro")))
                        .containsEntry("ip_address", "203.0.113.7")
                        .containsEntry("request_id", "request-1")
                        .doesNotContainKeys("seq", "prev_hash", "hash"));
    }

    @Test
    void aChangeThatFailsIsNotRecorded() {
        StepVerifier.create(audit.recorded(Mono.<String>error(new IllegalStateException("failed")), this::changed)
                        .contextWrite(origin.inContext()))
                .verifyError(IllegalStateException.class);

        assertThat(entries()).isEmpty();
    }

    @Test
    void whatNobodyAskedForIsNotDone() {
        StepVerifier.create(audit.recorded(Mono.error(new AssertionError("done")), this::changed))
                .verifyError(IllegalStateException.class);
    }

    @Test
    void somebodyWithoutATokenIsNamed() {
        audit.recorded(Mono.just("pro"), this::changed, origin).block(PATIENCE);

        assertThat(entries()).hasSize(1);
    }

    @Test
    void aSuperuserWhoHangsUpIsRecorded() {
        Sinks.One<String> change = Sinks.one();
        Disposable call = audit.recorded(change.asMono(), this::changed, origin).subscribe();

        call.dispose();
        change.tryEmitValue("pro");

        await().atMost(PATIENCE).until(() -> entries().size() == 1);
    }

    @Test
    void aRefusalIsNoted() {
        StepVerifier.create(
                        audit.noted(AuditEvent.refused("create", "users", null).in(organization), origin))
                .expectNext(true)
                .verifyComplete();

        assertThat(entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("action", "create_refused")
                        .containsEntry("resource_type", "users")
                        .doesNotContainKey("resource_id"));
    }

    @Test
    void aChangeThatCannotBeRecordedIsNotAcknowledged() {
        StepVerifier.create(without(Mono.error(new IllegalStateException("no master")))
                        .recorded(Mono.just("pro"), this::changed, origin))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                problem -> assertThat(problem.code()).isEqualTo(ErrorCode.WRITE_UNCONFIRMED)));
    }

    @Test
    void aRefusalThatCannotBeNotedIsARefusalAllTheSame() {
        AuditEvent event = AuditEvent.refused("create", "users", null).in(organization);

        StepVerifier.create(without(Mono.error(new IllegalStateException("no master")))
                        .noted(event, origin))
                .expectNext(false)
                .verifyComplete();
        StepVerifier.withVirtualTime(() -> without(Mono.never()).noted(event, origin))
                .expectSubscription()
                .expectNoEvent(PlatformAudit.PATIENCE.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(false)
                .verifyComplete();
    }

    /** The log of a service whose master behaves like this. */
    private PlatformAudit without(Mono<Void> insert) {
        return new PlatformAudit(
                new PlatformAuditStore(master) {
                    @Override
                    Mono<Void> insert(AuditEntry entry) {
                        return insert;
                    }
                },
                clock);
    }

    private AuditEvent changed(String tier) {
        return AuditEvent.updated("organization", organization.toString())
                .in(organization)
                .changed("tier", "free", tier);
    }

    private List<Document> entries() {
        return Databases.all(databases
                .master()
                .getCollection("platform_audit")
                .find(Filters.eq("actor.id", new ObjectId(origin.account())))
                .sort(Sorts.ascending("at")));
    }
}
