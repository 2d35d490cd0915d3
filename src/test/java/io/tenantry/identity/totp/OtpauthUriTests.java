package io.tenantry.identity.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.EmailAddress;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key URI format that authenticators read. */
class OtpauthUriTests {

    private static final TotpKey KEY = TotpKey.random(new Random(1));

    @Test
    void itNamesTheIssuerTheAccountAndTheKey() {
        assertThat(OtpauthUri.of(KEY, "Tenantry", EmailAddress.of("ada@acme.com")))
                .isEqualTo("otpauth://totp/Tenantry:ada%40acme.com?secret=" + KEY.base32()
                        + "&issuer=Tenantry&algorithm=SHA1&digits=6&period=30");
    }

    @ParameterizedTest
    @CsvSource({
        "Acme & Söhne, Acme%20%26%20S%C3%B6hne",
        "A:B, AB",
        "50% + more, 50%25%20%2B%20more",
        "a/b?c#d, a%2Fb%3Fc%23d"
    })
    void whateverTheServiceIsCalledTheAddressHolds(String issuer, String encoded) {
        String uri = OtpauthUri.of(KEY, issuer, EmailAddress.of("a+b@acme.com"));

        assertThat(uri).startsWith("otpauth://totp/" + encoded + ":a%2Bb%40acme.com?secret=");
        assertThat(uri).contains("&issuer=" + encoded + "&");
        assertThat(URI.create(uri).getScheme()).isEqualTo("otpauth");
    }
}
