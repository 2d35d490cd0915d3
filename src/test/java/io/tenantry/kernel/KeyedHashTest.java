package io.tenantry.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4231, sections 4.2 to 4.4 and 4.7: short and long keys, short and long texts. */
class KeyedHashTest {

    private static final String LONG_KEY = "aa".repeat(131);

    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b,"
                + "4869205468657265,"
                + "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665,"
                + "7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,"
                + "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd,"
                + "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    })
    void itIsTheHmacOfTheStandard(String key, String text, String hash) {
        assertThat(HexFormat.of().formatHex(keyedWith(key).bytes(hex(text)))).isEqualTo(hash);
    }

    @Test
    void aKeyMayBeLongerThanABlock() {
        assertThat(keyedWith(LONG_KEY)
                        .bytes("Test Using Larger Than Block-Size Key - Hash Key First".getBytes(US_ASCII)))
                .isEqualTo(hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    }

    @Test
    void partsAreOneText() {
        KeyedHash hash = keyedWith("4a656665");

        assertThat(hash.text(hex("7768"), hex(""), hex("617420646f2079612077616e7420666f72206e6f7468696e673f")))
                .isEqualTo(hash.text(hex("7768617420646f2079612077616e7420666f72206e6f7468696e673f")))
                .isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
    }

    private static KeyedHash keyedWith(String key) {
        return new KeyedHash(new SecretKeySpec(hex(key), KeyedHash.ALGORITHM));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
