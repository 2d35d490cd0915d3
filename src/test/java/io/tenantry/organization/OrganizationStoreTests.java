package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.Clusters;
import io.tenantry.tenancy.CopyProgress;
import io.tenantry.tenancy.Placement;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a change writes is what is read afterwards. */
@TenantryTest
class OrganizationStoreTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final OrganizationId id = OrganizationId.create();
    private final OrganizationStore organizations;
    private final Databases databases;

    OrganizationStoreTests(OrganizationStore organizations, Databases databases) {
        this.organizations = organizations;
        this.databases = databases;
    }

    @AfterEach
    void remove() {
        Databases.all(databases.master().getCollection("organizations").deleteOne(Filters.eq("_id", id.value())));
    }

    @Test
    void everyChangeInTheLifeOfAnOrganizationIsReadAsItWasWritten() {
        Organization known = inserted();
        for (UnaryOperator<Organization> change : life()) {
            Organization written = only(organizations.swap(known, change.apply(known)));

            assertThat(written.version()).isEqualTo(known.version() + 1);
            assertThat(only(organizations.readCurrent(id))).isEqualTo(written);
            known = written;
        }
    }

    @Test
    void whatWasCountedBesideIsKept() {
        Organization made = inserted();
        Organization opened = only(organizations.swap(made, made.opened().doing(null)));
        Databases.all(databases
                .master()
                .getCollection("organizations")
                .updateOne(
                        Filters.eq("_id", id.value()),
                        new Document("$set", new Document("people", 7L).append("people_topics", List.of(1)))));

        only(organizations.swap(opened, opened.assigned(Tier.PRO, NOW).withPeople(5)));

        Organization read = only(organizations.readCurrent(id));
        assertThat(read.tier()).isEqualTo(Tier.PRO);
        assertThat(read.people()).isEqualTo(7);
        assertThat(read.peopleTopics()).containsExactly(1);
    }

    @Test
    void anotherVersionIsLeftAsItIs() {
        Organization first = inserted();
        Organization second = only(organizations.swap(first, first.assigned(Tier.PRO, NOW)));

        assertThat(Databases.all(organizations.swap(first, first.assigned(Tier.ENTERPRISE, NOW))))
                .isEmpty();
        assertThat(only(organizations.readCurrent(id))).isEqualTo(second);
    }

    /** A hand-over leaves the version as it is, and a write of whoever gave the operation away may still be on its way. */
    @Test
    void whoHasHandedAnOperationBackWritesNoMoreOfIt() {
        Organization begun = inserted();
        Operation operation = begun.requiredOperation();
        only(organizations.handBack(id, operation.id(), operation.requiredOwner()));

        assertThat(Databases.all(organizations.swap(begun, begun.opened()))).isEmpty();

        Organization handedBack = only(organizations.readCurrent(id));
        assertThat(handedBack.requiredOperation().isHandedBack()).isTrue();
        assertThat(only(organizations.takeOver(handedBack, handedBack.takenOverBy("another")))
                        .isOperatedBy("another"))
                .isTrue();
    }

    /** As an earlier release has left it. */
    @Test
    void anOperationFromBeforeLatecomersWereCountedHasNone() {
        Organization begun = inserted();
        Databases.all(databases
                .master()
                .getCollection("organizations")
                .updateOne(
                        Filters.eq("_id", id.value()),
                        new Document(
                                "$unset",
                                new Document("operation.latecomers", "").append("operation.updated_at", ""))));

        assertThat(only(organizations.readCurrent(id))).isEqualTo(begun);
    }

    @Test
    void aBeatTellsWhenAnOperationWasLastSeen() {
        Operation begun = inserted().requiredOperation();

        only(organizations.beat(id, begun.id(), begun.requiredOwner(), null, NOW.plusSeconds(5)));

        Organization seen = only(organizations.readCurrent(id));
        assertThat(OperationView.of(seen).updatedAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(OperationView.of(seen).createdAt()).isEqualTo(NOW);
    }

    /** Each as an operation or a superuser makes it. */
    private static List<UnaryOperator<Organization>> life() {
        OrganizationName another = OrganizationName.of("Stored Elsewhere " + new ObjectId());
        return List.of(
                made -> made.doing(made.requiredOperation().at(StepName.ENROL)),
                made -> made.takenOverBy("another"),
                made -> made.opened().doing(null),
                made -> made.assigned(Tier.PRO, NOW),
                made -> made.turned(OrganizationStatus.SUSPENDED, NOW.plusSeconds(1)),
                made -> made.turned(OrganizationStatus.ACTIVE, NOW.plusSeconds(2)),
                made -> made.movingTo(another, begin(OperationType.RENAME, StepName.CLAIM_NAME)),
                made -> made.aimedAt(place("one")),
                made -> made.aimedAt(place("two")),
                Organization::frozen,
                made -> made.doing(made.requiredOperation().withProgress(new CopyProgress(3, 9))),
                made -> made.doing(made.requiredOperation().failed(failure())),
                made -> made.switched(NOW.plusSeconds(3)),
                made -> made.settled().doing(null),
                made -> made.respelled(another, NOW.plusSeconds(4)),
                made -> made.closed().doing(begin(OperationType.DELETE, StepName.DROP)));
    }

    private Organization inserted() {
        return only(organizations.insert(Organization.provisioning(
                id,
                OrganizationName.of("Stored " + id),
                place("stored"),
                EmailAddress.of("ada@stored.example"),
                begin(OperationType.PROVISION, StepName.CLAIM),
                NOW)));
    }

    private static Operation begin(OperationType type, StepName step) {
        return Operation.begin(new ObjectId(), type, step, "me", NOW);
    }

    private static Operation.Failure failure() {
        return Operation.Failure.of(new ProblemException(ErrorCode.NAMESPACE_OCCUPIED, "It is taken."));
    }

    private static Placement place(String name) {
        return Placement.database(Clusters.MAIN, "org_" + name);
    }

    private static <T> T only(Mono<T> work) {
        List<T> all = Databases.all(work);
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
