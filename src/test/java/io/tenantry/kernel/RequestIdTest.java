package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, "Request id": an incoming one, 1..64 of [A-Za-z0-9._-], is kept. */
class RequestIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void aGoodIdIsKept(String sent) {
        assertThat(RequestId.keepOrMake(sent)).isEqualTo(sent);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", " ", "a b", "a\nb", "ä", "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void anyOtherIsReplaced(String sent) {
        assertThat(RequestId.keepOrMake(sent)).matches("[0-9a-f]{32}").isNotEqualTo(RequestId.keepOrMake(sent));
    }
}
