package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.identity.totp.QrSvg;
import io.tenantry.identity.totp.TotpKey;

/** The answer of {@code POST /auth/totp/enroll}. */
record EnrollTotpResponse(
        @Schema(description = "The key in Base32, to be typed.", example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        String secret,

        @Schema(
                description = "The key as a link for an authenticator on the same device.",
                example =
                        "otpauth://totp/Tenantry:ada%40acme.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Tenantry"
                                + "&algorithm=SHA1&digits=6&period=30")
        String otpauthUri,

        @Schema(
                description = "The link as a QR code: an SVG image, complete in itself.",
                example = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 57 57\">…</svg>")
        String qrSvg) {

    static EnrollTotpResponse of(TotpKey key, String uri) {
        return new EnrollTotpResponse(key.base32(), uri, QrSvg.of(uri));
    }
}
