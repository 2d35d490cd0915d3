package io.tenantry.identity.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a code of an authenticator, and as a recovery code. */
class GivenCodeTests {

    @ParameterizedTest
    @ValueSource(strings = {"123456", "123 456", " 123-456 "})
    void sixDigitsAreOfAnAuthenticator(String text) {
        assertThat(given(text)).isEqualTo(new GivenCode.OfAuthenticator("123456"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "12345",
                "1234567",
                "abcdef",
                "12345a",
                "１２３４５６",
                "١٢٣٤٥٦",
                "123456\n",
                "-12345",
                "+12345",
                "0x1234"
            })
    void anythingElseIsNonsense(String text) {
        assertThat(given(text)).isEqualTo(new GivenCode.Nonsense());
    }

    @Test
    void aRecoveryCodeIsReadHoweverItIsTyped() {
        RecoveryCode code = RecoveryCode.randoms(new Random(1)).get(0);

        assertThat(code.shown()).matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}");
        assertThat(List.of(
                        given(code.shown()),
                        given(code.characters()),
                        given(code.shown().replace('-', ' '))))
                .containsOnly(new GivenCode.OfRecovery(code));
    }

    @Test
    void thereAreTenDifferentRecoveryCodesAndTheirHashesTellNothing() {
        List<RecoveryCode> codes = RecoveryCode.randoms(new Random(1));

        assertThat(new HashSet<>(codes)).hasSize(10);
        assertThat(codes)
                .allSatisfy(code -> assertThat(code.hash())
                        .matches("[0-9a-f]{64}")
                        .isEqualTo(new RecoveryCode(code.characters()).hash()));
    }

    private static GivenCode given(String text) {
        return GivenCode.of(new Secret(text));
    }
}
