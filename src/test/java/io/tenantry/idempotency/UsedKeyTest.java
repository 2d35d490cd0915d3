package io.tenantry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.idempotency.UsedKey.Meeting;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract, "Idempotency": what a second request with a key meets, and which refusals are final. */
class UsedKeyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

    private static final Fingerprint SAME = new Fingerprint("key", "body");
    private static final Fingerprint ANOTHER = new Fingerprint("key", "another");

    private final UsedKey atWork = UsedKey.first(SAME, NOW);

    @Test
    void anAttemptHasSixtySeconds() {
        assertThat(atWork.meets(SAME, NOW.plusMillis(59_999))).isEqualTo(Meeting.AT_WORK);
        assertThat(atWork.meets(SAME, NOW.plusSeconds(60))).isEqualTo(Meeting.ABANDONED);
        assertThat(released(atWork).meets(SAME, NOW)).isEqualTo(Meeting.ABANDONED);
    }

    @Test
    void aKeyIsUsedForOneRequest() {
        assertThat(atWork.meets(ANOTHER, NOW)).isEqualTo(Meeting.ANOTHER_REQUEST);
        assertThat(answered(atWork).meets(ANOTHER, NOW)).isEqualTo(Meeting.ANOTHER_REQUEST);
    }

    @Test
    void anAnswerIsKeptForADay() {
        Instant end = NOW.plus(Duration.ofHours(24));
        assertThat(answered(atWork).meets(SAME, end.minusMillis(1))).isEqualTo(Meeting.ANSWERED);
        assertThat(answered(atWork).meets(SAME, end)).isEqualTo(Meeting.EXPIRED);
        assertThat(answered(atWork).meets(ANOTHER, end)).isEqualTo(Meeting.EXPIRED);
    }

    @Test
    void anotherAttemptHasTheSameIdAndItsOwnTime() {
        Instant later = NOW.plusSeconds(90);
        UsedKey again = atWork.again(later);

        assertThat(again.newId()).isEqualTo(atWork.newId());
        assertThat(again.attempt()).isNotEqualTo(atWork.attempt());
        assertThat(again.repeated()).isTrue();
        assertThat(again.firstUsedAt()).isEqualTo(NOW);
        assertThat(again.meets(SAME, later.plusSeconds(59))).isEqualTo(Meeting.AT_WORK);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {
                "MALFORMED_REQUEST",
                "VALIDATION_FAILED",
                "AUTHENTICATION_REQUIRED",
                "INVALID_TOKEN",
                "FORBIDDEN",
                "RATE_LIMITED",
                "UNSUPPORTED_MEDIA_TYPE",
                "REQUEST_TIMEOUT"
            })
    void whatWasNotBegunLeavesTheKeyFree(ErrorCode refusal) {
        assertThat(Fate.of(refusal)).isEqualTo(Fate.FORGOTTEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"EMAIL_TAKEN", "ORGANIZATION_NAME_TAKEN", "NAMESPACE_OCCUPIED", "NOT_FOUND", "LAST_ADMIN"})
    void aDecisionIsFinal(ErrorCode refusal) {
        assertThat(Fate.of(refusal)).isEqualTo(Fate.KEPT);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {
                "WRITE_UNCONFIRMED",
                "ORGANIZATION_BUSY",
                "DATABASE_UNAVAILABLE",
                "OVERLOADED",
                "INTERNAL_ERROR",
                "OPERATION_IN_PROGRESS",
                "VERSION_CONFLICT",
                "IDEMPOTENCY_IN_PROGRESS"
            })
    void whatMayPassIsTriedAgain(ErrorCode refusal) {
        assertThat(Fate.of(refusal)).isEqualTo(Fate.TRIED_AGAIN);
    }

    private static UsedKey released(UsedKey key) {
        return new UsedKey(
                key.id(), key.request(), key.newId(), key.attempt(), key.repeated(), null, key.firstUsedAt(), null);
    }

    private static UsedKey answered(UsedKey key) {
        Binary answer = new Binary(new byte[] {1});
        return new UsedKey(
                key.id(), key.request(), key.newId(), key.attempt(), key.repeated(), null, key.firstUsedAt(), answer);
    }
}
