package io.tenantry.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.Single;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form of {@code POST /login} (RFC 6749, section 4.3.2), from the body alone: an address is kept in too many places. */
record LoginForm(
        @Schema(
                description = "The e-mail address.",
                example = "admin@acme.com",
                requiredMode = Schema.RequiredMode.REQUIRED)
        EmailAddress username,

        @Schema(format = "password", example = "correct horse battery", requiredMode = Schema.RequiredMode.REQUIRED)
        Secret password,

        @Schema(
                name = "grant_type",
                description = "May be left out.",
                example = "password",
                allowableValues = "password")
        @Nullable
        String grantType,

        @Schema(
                name = "organization_name",
                description = "Needed by those who belong to several.",
                example = "Acme Corp",
                maxLength = 100)
        @Nullable
        String organizationName,

        @Schema(description = Credentials.OTP, maxLength = 64, example = "492039") @Nullable
        Secret otp) {

    /** What OAuth 2 clients send: the last three mean nothing here. */
    private static final Set<String> KNOWN = Set.of(
            "username", "password", "grant_type", "organization_name", "otp", "scope", "client_id", "client_secret");

    /** @throws ProblemException 400 for a field that is missing, unknown, repeated or malformed */
    static LoginForm of(Map<String, List<String>> fields) {
        fields.forEach((name, values) -> {
            requireKnown(name);
            Single.of(name, values);
        });
        String grantType = field(fields, "grant_type");
        if (grantType != null && !grantType.equals("password")) {
            throw ProblemException.invalid("grant_type", "must be 'password'");
        }
        return new LoginForm(
                email(required(fields, "username")),
                new Secret(required(fields, "password")),
                grantType,
                cleaned(field(fields, "organization_name")),
                otp(field(fields, "otp")));
    }

    Credentials credentials() {
        return new Credentials(username, password, otp);
    }

    private static @Nullable Secret otp(@Nullable String code) {
        return code == null ? null : new Secret(code);
    }

    private static void requireKnown(String name) {
        if (!KNOWN.contains(name)) {
            throw ProblemException.invalid(name, "is not a known field");
        }
    }

    private static EmailAddress email(String text) {
        try {
            return EmailAddress.of(text);
        } catch (InvalidValueException malformed) {
            throw ProblemException.invalid("username", malformed.problem());
        }
    }

    private static @Nullable String cleaned(@Nullable String name) {
        return name == null || name.isEmpty() ? null : name;
    }

    private static String required(Map<String, List<String>> fields, String name) {
        String value = field(fields, name);
        if (value == null) {
            throw ProblemException.invalid(name, "is required");
        }
        return value;
    }

    private static @Nullable String field(Map<String, List<String>> fields, String name) {
        return Single.of(name, fields.getOrDefault(name, List.of()));
    }
}
