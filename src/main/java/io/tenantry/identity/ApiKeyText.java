package io.tenantry.identity;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.RandomText;
import io.tenantry.kernel.Sha256;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it: {@code tnt_<organization id>_<8>_<32>}, the last two in base62. The form can be told from
 * other text, so that a leaked one is found by scanners. The 32 carry 190 random bits, so no slow hash is needed to keep them.
 *
 * @param prefix the 8, by which people tell their keys apart
 */
record ApiKeyText(OrganizationId organization, String prefix, String secret) {

    /** Longer than any key is, so that nothing longer is looked at. */
    private static final int LONGEST = 80;

    private static final int PREFIX = 8;
    private static final int SECRET = 32;
    private static final Pattern FORM =
            Pattern.compile("tnt_(?<organization>[0-9a-f]{24})_(?<prefix>[0-9A-Za-z]{8})_(?<secret>[0-9A-Za-z]{32})");

    static ApiKeyText random(OrganizationId organization) {
        return new ApiKeyText(organization, RandomText.base62(PREFIX), RandomText.base62(SECRET));
    }

    /** The key in a text; empty when it has not the form of one. */
    static Optional<ApiKeyText> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return text.length() <= LONGEST && matcher.matches()
                ? Optional.of(new ApiKeyText(
                        OrganizationId.of(matcher.group("organization")),
                        matcher.group("prefix"),
                        matcher.group("secret")))
                : Optional.empty();
    }

    /** SHA-256 of the whole key, in hexadecimal digits. */
    String hash() {
        return Sha256.hex(text());
    }

    String text() {
        return "tnt_" + organization + '_' + prefix + '_' + secret;
    }

    /** The key does not show itself in logs or messages. */
    @Override
    public String toString() {
        return "tnt_" + organization + '_' + prefix + "_***";
    }
}
