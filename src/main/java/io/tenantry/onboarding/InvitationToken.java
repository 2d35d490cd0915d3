package io.tenantry.onboarding;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.RandomText;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.Sha256;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an invited person shows: {@code inv_<organization id>_<secret>}, the secret being 32 characters in base62 with 190
 * random bits, so no slow hash is needed to keep it. It names its organization, since whoever signs up need not.
 */
record InvitationToken(OrganizationId organization, String secret) {

    private static final int SECRET = 32;
    private static final Pattern FORM =
            Pattern.compile("inv_(?<organization>[0-9a-f]{24})_(?<secret>[0-9A-Za-z]{" + SECRET + "})");

    static InvitationToken random(OrganizationId organization) {
        return new InvitationToken(organization, RandomText.base62(SECRET));
    }

    /** The token in a text; empty when it has not the form of one. */
    static Optional<InvitationToken> read(Secret presented) {
        Matcher matcher = FORM.matcher(presented.value());
        return matcher.matches()
                ? Optional.of(
                        new InvitationToken(OrganizationId.of(matcher.group("organization")), matcher.group("secret")))
                : Optional.empty();
    }

    /** What is kept of it. */
    String hash() {
        return Sha256.hex(text());
    }

    String text() {
        return "inv_" + organization + '_' + secret;
    }

    /** The token does not show itself in logs or messages. */
    @Override
    public String toString() {
        return "inv_" + organization + "_***";
    }
}
