package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.Clusters;
import io.tenantry.tenancy.Difference;
import io.tenantry.tenancy.LatecomerException;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Design, "Lifecycle operations": what a step, a failure and a takeover make of an organization. */
class OperationRulesTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Placement OLD = Placement.database(Clusters.MAIN, "org_acme");
    private static final Placement FIRST = Placement.database(Clusters.MAIN, "org_bolt");
    private static final Placement SECOND = Placement.database(Clusters.MAIN, "org_bolt_0a1b2c");
    private static final Difference LATE = new Difference(Difference.Kind.DOCUMENT, "users", "more", "less");
    private static final OrganizationName BOLT = OrganizationName.of("Bolt");

    private static final Organization ACTIVE = Organization.provisioning(
                    OrganizationId.create(),
                    OrganizationName.of("Acme"),
                    OLD,
                    EmailAddress.of("ada@acme.com"),
                    begin(OperationType.PROVISION, StepName.CLAIM),
                    NOW)
            .opened()
            .doing(null);

    private static final Organization RENAMING = ACTIVE.movingTo(BOLT, begin(OperationType.RENAME, StepName.CLAIM_NAME))
            .frozen();

    private static Operation begin(OperationType type, StepName step) {
        return Operation.begin(new ObjectId(), type, step, "me", NOW);
    }

    private static Organization at(Organization organization, StepName step) {
        return organization.doing(organization.requiredOperation().at(step));
    }

    @Test
    void aRenameNamesItsClaimsBeforeItTakesThem() {
        Organization intending = ACTIVE.movingTo(BOLT, begin(OperationType.RENAME, StepName.CLAIM_NAME));

        assertThat(intending.claims()).containsAll(ACTIVE.claims()).contains("name:bolt");
        assertThat(intending.aimedAt(FIRST).claims()).contains("namespace:main/org_bolt/");
        assertThat(intending.status()).isEqualTo(OrganizationStatus.ACTIVE);
        assertThat(intending.epoch()).isEqualTo(ACTIVE.epoch());
    }

    @Test
    void everyChangeOfStatusGrowsTheEpoch() {
        Organization switched = RENAMING.aimedAt(FIRST).switched(NOW);

        assertThat(RENAMING.epoch()).isEqualTo(ACTIVE.epoch() + 1);
        assertThat(RENAMING.tenant().access()).isEqualTo(Tenant.Access.READ_ONLY);
        assertThat(switched.epoch()).isEqualTo(ACTIVE.epoch() + 2);
        assertThat(RENAMING.frozen()).isEqualTo(RENAMING);
        assertThat(RENAMING.reopened().epoch()).isEqualTo(ACTIVE.epoch() + 2);
        assertThat(RENAMING.takenOverBy("you").epoch()).isEqualTo(RENAMING.epoch() + 1);
        assertThat(ACTIVE.closed().epoch()).isEqualTo(ACTIVE.epoch() + 1);
    }

    @Test
    void theSwitchMovesNameAndPlaceAtOnceAndKeepsTheOldClaimsUntilTheyAreGivenUp() {
        Organization switched = RENAMING.aimedAt(FIRST).switched(NOW);

        assertThat(switched.name()).isEqualTo("Bolt");
        assertThat(switched.nameKey()).isEqualTo("bolt");
        assertThat(switched.placement()).isEqualTo(FIRST);
        assertThat(switched.nameTakenIn())
                .isEqualTo(RENAMING.requiredOperation().id());
        assertThat(switched.claims()).contains("name:acme", "namespace:main/org_acme/");
        assertThat(switched.requiredOperation().requiredMove().oldNameTakenIn()).isEqualTo(ACTIVE.nameTakenIn());
        assertThat(switched.settled().claims())
                .containsExactlyInAnyOrder("name:bolt", "email:ada@acme.com", "namespace:main/org_bolt/");
    }

    /** "Before step 5 a takeover begins again into a fresh namespace." */
    @ParameterizedTest
    @EnumSource(
            value = StepName.class,
            names = {"CLAIM_NAMESPACE", "COPY", "VERIFY", "SWITCH"})
    void aTakeoverBeforeTheSwitchChoosesAnotherNamespace(StepName step) {
        Organization resumed = Renaming.resumed(at(RENAMING.aimedAt(FIRST), step));

        assertThat(resumed.requiredOperation().step()).isEqualTo(StepName.CHOOSE_NAMESPACE);
        assertThat(resumed.requiredOperation().attempt()).isEqualTo(2);
        assertThat(resumed.aimedAt(SECOND).requiredOperation().requiredMove().abandoned())
                .containsExactly(FIRST);
    }

    /** "After step 5 only forward." */
    @ParameterizedTest
    @EnumSource(
            value = StepName.class,
            names = {"RELEASE_NAME", "RETIRE_NAMESPACE", "FINISH", "REOPEN", "RETIRE_TARGETS", "RELEASE_TARGET_NAME"})
    void afterTheSwitchAndWhileItIsUndoneThereIsOnlyForward(StepName step) {
        Organization there = at(RENAMING.aimedAt(FIRST).switched(NOW), step);

        assertThat(Renaming.resumed(there)).isEqualTo(there);
        assertThat(Renaming.judged(there, new IOException("gone"), 1_000)).isEqualTo(there);
    }

    @Test
    void aRenameThatKillsItsInstancesIsUndoneAtLast() {
        Organization organization = at(RENAMING.aimedAt(FIRST), StepName.COPY);
        for (int i = 0; i < 10; i++) {
            organization = Renaming.resumed(at(
                    organization,
                    organization.requiredOperation().failure() == null ? StepName.COPY : StepName.REOPEN));
        }

        assertThat(organization.requiredOperation().step()).isEqualTo(StepName.REOPEN);
        assertThat(organization.requiredOperation().failure()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whatMayPassIsTriedAgain(int failures) {
        Organization verifying = at(RENAMING.aimedAt(FIRST), StepName.VERIFY);

        assertThat(Renaming.judged(verifying, new IOException("gone"), failures))
                .isEqualTo(verifying);
    }

    /** The server may still be at work on a command whose answer was lost, and must not meet a place that lives. */
    @Test
    void aCopyThatFailedIsMadeAnewInAFreshNamespace() {
        Organization copying = at(RENAMING.aimedAt(FIRST), StepName.COPY);

        Operation again = Renaming.judged(copying, new IOException("gone"), 1).requiredOperation();

        assertThat(again.step()).isEqualTo(StepName.CHOOSE_NAMESPACE);
        assertThat(again.attempt()).isEqualTo(2);
    }

    /** Three copies are spoilt by latecomers, whatever happened to the instances meanwhile. */
    @Test
    void onlyLatecomersSpoilACopyForGood() {
        Organization organization = RENAMING.aimedAt(FIRST);
        for (int i = 0; i < 3; i++) {
            organization = Renaming.resumed(at(organization, StepName.COPY));
        }

        for (int i = 0; i < 2; i++) {
            organization = Renaming.judged(at(organization, StepName.VERIFY), new LatecomerException(LATE), 1);
            assertThat(organization.requiredOperation().step()).isEqualTo(StepName.CHOOSE_NAMESPACE);
        }
        Organization third = Renaming.judged(at(organization, StepName.VERIFY), new LatecomerException(LATE), 1);

        assertThat(third.requiredOperation().step()).isEqualTo(StepName.REOPEN);
        assertThat(third.requiredOperation().failure()).extracting("code").isEqualTo(ErrorCode.ORGANIZATION_BUSY);
    }

    @Test
    void whatStaysIsUndone() {
        Organization copying = at(RENAMING.aimedAt(FIRST), StepName.VERIFY);
        ProblemException refusal = new ProblemException(ErrorCode.NAMESPACE_OCCUPIED, "Occupied.");

        Operation refused = Renaming.judged(copying, refusal, 1).requiredOperation();
        Operation exhausted =
                Renaming.judged(copying, new IOException("gone"), 5).requiredOperation();

        assertThat(List.of(refused.step(), exhausted.step())).containsOnly(StepName.REOPEN);
        assertThat(refused.failure()).isEqualTo(new Operation.Failure(ErrorCode.NAMESPACE_OCCUPIED, "Occupied."));
        assertThat(exhausted.failure()).extracting("code").isEqualTo(ErrorCode.INTERNAL_ERROR);
    }

    @ParameterizedTest
    @EnumSource(
            value = StepName.class,
            names = {"CLAIM", "ENROL", "POPULATE"})
    void aProvisioningThatIsTakenOverBeforeItIsOpenIsUndone(StepName step) {
        Organization making = provisioning(step);

        assertThat(Provisioning.resumed(making).requiredOperation().step())
                .isEqualTo(step == StepName.POPULATE ? StepName.CLOSE : StepName.FORGET_LOGINS);
        assertThat(Provisioning.resumed(making).requiredOperation().failure()).isNotNull();
    }

    @Test
    void aProvisioningThatOnlyHasToBeOpenedGoesOn() {
        Organization making = provisioning(StepName.OPEN);

        assertThat(Provisioning.resumed(making)).isEqualTo(making);
    }

    private static Organization provisioning(StepName step) {
        return at(
                Organization.provisioning(
                        OrganizationId.create(),
                        OrganizationName.of("New"),
                        OLD,
                        EmailAddress.of("new@acme.com"),
                        begin(OperationType.PROVISION, StepName.CLAIM),
                        NOW),
                step);
    }

    /** The lease is watched, not read: only what does not change for its whole length has run out. */
    @Test
    void aLeaseRunsOutWhenNothingMovesForItsWholeLength() {
        long lease = Lease.LENGTH.toNanos();
        SeenBeat watch = SeenBeat.of(RENAMING, 0);

        assertThat(watch.seeing(RENAMING, lease).isOver(lease)).isFalse();
        assertThat(watch.seeing(RENAMING, lease + 1).isOver(lease + 1)).isTrue();
        assertThat(watch.seeing(RENAMING.next(), lease + 1).isOver(lease + 1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=7", "respond-async, wait=7", "WAIT = \"7\"", "wait=7; x=1"})
    void aPreferenceToWaitIsUnderstood(String prefer) {
        assertThat(WaitPreference.of(prefer)).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=", "wait=-1", "wait=soon", "await=7", "wait=99999999999999999999"})
    void aPreferenceThatMakesNoSenseIsIgnored(String prefer) {
        assertThat(WaitPreference.of(prefer)).isEqualTo(WaitPreference.DEFAULT);
    }

    @Test
    void nobodyWaitsForMoreThanAMinute() {
        assertThat(WaitPreference.of("wait=3600")).isEqualTo(Duration.ofMinutes(1));
    }
}
