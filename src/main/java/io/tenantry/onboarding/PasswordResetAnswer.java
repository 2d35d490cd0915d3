package io.tenantry.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.ShownOnce;
import org.jspecify.annotations.Nullable;

/** The answer of {@code POST /auth/password-reset}. */
record PasswordResetAnswer(
        @Schema(
                description = "The same whether or not the address has an account.",
                example = "If the address has an account, a mail with a link is on its way.")
        String message,

        @Schema(
                description = "For an admin where no mail is sent: give it to the person, and to nobody else.",
                example =
                        "https://tenantry.example.com/reset-password#token=rst_65f0c0ffee65f0c0ffee65f0_Zk3yJ8vQm1tPq0aXo5rWc7uTn2sLd9eB",
                types = {"string", "null"})
        @ShownOnce
        @Nullable
        String resetLink) {

    static final PasswordResetAnswer BY_MAIL =
            new PasswordResetAnswer("If the address has an account, a mail with a link is on its way.", null);

    static final PasswordResetAnswer BY_AN_ADMIN = new PasswordResetAnswer(
            "This service sends no mail. Ask an admin of your organization: they get the link when they ask for it.",
            null);

    static PasswordResetAnswer withLink(String link) {
        return new PasswordResetAnswer("Whoever has the link can set the password, once, within an hour.", link);
    }

    /** Without the link. */
    @Override
    public String toString() {
        return "PasswordResetAnswer[" + message + "]";
    }
}
