package io.tenantry.kernel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.types.ObjectId;

/**
 * What a link in a mail carries, {@code <kind>_<id>_<secret>}: it says what it is for and whose it is, so that it is found by
 * an id and compared in constant time. The secret is 32 characters in base62 with 190 random bits, so no slow hash is needed
 * to keep it.
 *
 * @param kind what it is for, of letters and digits
 * @param owner whose it is
 */
public record OneUseToken(String kind, ObjectId owner, String secret) {

    private static final int SECRET = 32;
    private static final Pattern FORM =
            Pattern.compile("(?<kind>[0-9a-z]+)_(?<owner>[0-9a-f]{24})_(?<secret>[0-9A-Za-z]{" + SECRET + "})");

    /** A new one. */
    public static OneUseToken random(String kind, ObjectId owner) {
        return new OneUseToken(kind, owner, RandomText.base62(SECRET));
    }

    /** The token in a text; empty when it has not the form of one of this kind. */
    public static Optional<OneUseToken> read(String kind, Secret presented) {
        Matcher matcher = FORM.matcher(presented.value());
        return matcher.matches() && matcher.group("kind").equals(kind)
                ? Optional.of(new OneUseToken(kind, new ObjectId(matcher.group("owner")), matcher.group("secret")))
                : Optional.empty();
    }

    /** SHA-256 of the whole token, in hexadecimal digits: what is kept of it. */
    public String hash() {
        return Sha256.hex(text());
    }

    /** Whether this is the token of which the hash was kept, told in constant time. */
    public boolean isKeptAs(String hash) {
        return Sha256.isEqual(hash, hash());
    }

    /** The token as it stands in a link, of letters, digits and {@code _}. */
    public String text() {
        return kind + '_' + owner + '_' + secret;
    }

    /** The token does not show itself in logs or messages. */
    @Override
    public String toString() {
        return kind + '_' + owner + "_***";
    }
}
