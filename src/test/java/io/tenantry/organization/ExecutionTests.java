package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.Clusters;
import io.tenantry.tenancy.Placement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What an instance does with an operation when it wakes from a long sleep. */
@TenantryTest
class ExecutionTests {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OrganizationId id = OrganizationId.create();
    private final List<StepName> begun = new ArrayList<>();
    private final OrganizationStore organizations;
    private final OrganizationDirectory directory;
    private final Databases databases;
    private long nanoTime;

    ExecutionTests(OrganizationStore organizations, OrganizationDirectory directory, Databases databases) {
        this.organizations = organizations;
        this.directory = directory;
        this.databases = databases;
    }

    @AfterEach
    void remove() {
        Databases.all(databases.master().getCollection("organizations").deleteOne(Filters.eq("_id", id.value())));
    }

    @Test
    void aStepIsNotBegunWhenTheOperationIsOver() {
        assertNothingIsBegunOnceItIs(other -> other.doing(null));
    }

    @Test
    void aStepIsNotBegunWhenAnotherInstanceRunsTheOperation() {
        assertNothingIsBegunOnceItIs(other -> other.takenOverBy("another"));
    }

    @Test
    void aLeaseThatIsHeldStillIsRenewedFirst() {
        Organization organization = inserted();
        Mono<Organization> execution = execution(organization);
        nanoTime = HOUR.toNanos();

        assertThat(execution.blockOptional(PATIENCE)).isPresent();
        assertThat(begun).containsExactly(StepName.COPY);
    }

    private void assertNothingIsBegunOnceItIs(UnaryOperator<Organization> other) {
        Organization organization = inserted();
        Mono<Organization> execution = execution(organization);
        Databases.all(organizations.swap(organization, other.apply(organization)));
        nanoTime = HOUR.toNanos();

        assertThatThrownBy(() -> execution.block(PATIENCE)).isInstanceOf(LostLeaseException.class);
        assertThat(begun).isEmpty();
    }

    private Mono<Organization> execution(Organization organization) {
        Step only = Step.last(
                StepName.COPY, there -> Mono.fromRunnable(() -> begun.add(StepName.COPY)), Step.Ending.FINISHED);
        Plan plan = new Plan(
                OperationType.RENAME,
                List.of(List.of(only)),
                UnaryOperator.identity(),
                (there, failure, failures) -> there);
        return new Execution(
                        plan,
                        organization,
                        organizations,
                        directory,
                        (type, step) -> Mono.empty(),
                        Clock.systemUTC(),
                        () -> nanoTime)
                .run();
    }

    private Organization inserted() {
        Operation operation = Operation.begin(
                new ObjectId(),
                OperationType.RENAME,
                StepName.COPY,
                "me",
                Clock.systemUTC().instant());
        List<Organization> inserted = Databases.all(organizations.insert(Organization.provisioning(
                id,
                OrganizationName.of("Asleep " + id),
                Placement.database(Clusters.MAIN, "org_asleep_" + id),
                EmailAddress.of("ada@asleep.example"),
                operation,
                operation.createdAt())));
        return inserted.get(0);
    }
}
