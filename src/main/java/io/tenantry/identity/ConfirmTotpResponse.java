package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.identity.totp.RecoveryCode;
import java.util.List;

/** The answer of {@code POST /auth/totp/confirm}. */
record ConfirmTotpResponse(
        @ArraySchema(
                arraySchema =
                        @Schema(
                                description =
                                        "Ten, shown this once, each good for one login without the authenticator."),
                schema = @Schema(example = "k5qw-7t3m-ab2c-xyz4"))
        List<String> recoveryCodes) {

    static ConfirmTotpResponse of(List<RecoveryCode> codes) {
        return new ConfirmTotpResponse(codes.stream().map(RecoveryCode::shown).toList());
    }
}
