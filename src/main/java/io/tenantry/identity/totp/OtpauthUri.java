package io.tenantry.identity.totp;

import io.tenantry.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.web.util.UriUtils;

/**
 * A key as authenticators read it, from a QR code or a link ({@code github.com/google/google-authenticator/wiki/Key-Uri-Format}).
 */
public final class OtpauthUri {

    private OtpauthUri() {}

    /** {@code otpauth://totp/Tenantry:ada%40acme.com?secret=…&issuer=Tenantry…}; a colon would end the issuer, and is left out. */
    public static String of(TotpKey key, String issuer, EmailAddress account) {
        String named = encoded(issuer.replace(":", ""));
        return String.format(
                Locale.ROOT,
                "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d",
                named,
                encoded(account.value()),
                key.base32(),
                named,
                TotpKey.DIGITS,
                TotpKey.STEP_SECONDS);
    }

    /** All but what RFC 3986 leaves unreserved: a space is {@code %20} and never {@code +}, which some take literally. */
    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
