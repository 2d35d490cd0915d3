package io.tenantry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract, "Idempotency": 1 to 255 visible ASCII characters. */
class IdempotencyKeyTest {

    @Test
    void visibleAsciiIsAKey() {
        List.of("a", "!~\"#", "8e03978e-40d5-43dd-bc93-6894a57f9324", "x".repeat(255))
                .forEach(key ->
                        assertThat(IdempotencyKey.of(List.of(key)).value()).isEqualTo(key));
    }

    static Stream<List<String>> noKeys() {
        return Stream.of(
                List.of(""),
                List.of("a b"),
                List.of(" "),
                List.of("a\tb"),
                List.of("ä"),
                List.of("\u007f"),
                List.of("x".repeat(256)),
                List.of("a", "a"));
    }

    @ParameterizedTest
    @MethodSource("noKeys")
    void everythingElseIsNone(List<String> values) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> IdempotencyKey.of(values))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION_FAILED));
    }
}
