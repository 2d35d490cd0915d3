package io.tenantry.identity.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, "POST /auth/totp/...": RFC 6238. */
class TotpKeyTests {

    private static final TotpKey KEY = TotpKey.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** RFC 6238, appendix B, the rows of SHA-1; ours have the last six of its eight digits (RFC 4226, section 5.3). */
    @ParameterizedTest
    @CsvSource({
        "59,94287082",
        "1111111109,07081804",
        "1111111111,14050471",
        "1234567890,89005924",
        "2000000000,69279037",
        "20000000000,65353130"
    })
    void codesAreThoseOfTheStandard(long second, String eightDigits) {
        assertThat(KEY.step(eightDigits.substring(2), Instant.ofEpochSecond(second)))
                .hasValue(second / 30);
    }

    /** RFC 4226, appendix D. */
    @ParameterizedTest
    @CsvSource({"0,755224", "1,287082", "2,359152", "3,969429", "9,520489"})
    void codesOfCountersAreThoseOfTheStandard(long counter, String code) {
        assertThat(KEY.code(counter)).isEqualTo(code);
    }

    @Test
    void aCodeCountsOneStepBeforeAndAfterItsOwn() {
        String code = KEY.code(1_000);

        assertThat(KEY.step(code, Instant.ofEpochSecond(998 * 30 + 29))).isEmpty();
        assertThat(KEY.step(code, Instant.ofEpochSecond(999 * 30))).hasValue(1_000);
        assertThat(KEY.step(code, Instant.ofEpochSecond(1_000 * 30))).hasValue(1_000);
        assertThat(KEY.step(code, Instant.ofEpochSecond(1_001 * 30 + 29))).hasValue(1_000);
        assertThat(KEY.step(code, Instant.ofEpochSecond(1_002 * 30))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "75522", "7552240", "abcdef", "７５５２２４", "755224\n"})
    void whatIsNoCodeFitsNothing(String text) {
        assertThat(KEY.step(text, Instant.EPOCH)).isEmpty();
    }

    @Test
    void aKeyHas160BitsAndIsTypedIn32Characters() {
        TotpKey key = TotpKey.random(new Random(1));

        assertThat(key.bytes()).hasSize(20);
        assertThat(key.base32()).matches("[A-Z2-7]{32}");
        assertThat(KEY.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(TotpKey.random(new Random(2)).base32()).isNotEqualTo(key.base32());
    }
}
