package io.tenantry.identity;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * How refresh tokens are written: {@code <session>.<generation>.<secret>.<seal>}. The seal is an HMAC-SHA256 of the rest. It
 * tells an old token of the family, which somebody is using a second time, from a guess by somebody who knows the session's
 * name from an access token: only the first ends the session. So no old token has to be remembered.
 */
@Component
class RefreshTokens {

    private static final Pattern FORM = Pattern.compile(
            "(?<session>[0-9a-f]{32})\\.(?<generation>[1-9][0-9]{0,17})\\.(?<secret>[A-Za-z0-9_-]{43})\\.(?<seal>[A-Za-z0-9_-]{43})");

    private static final int LONGEST = 200;

    private final List<KeyedHash> seals;

    RefreshTokens(DerivedKeys keys) {
        this.seals = keys.hashAll("refresh tokens");
    }

    String write(RefreshToken token) {
        String body = token.session() + '.' + token.generation() + '.' + token.secret();
        return body + '.' + seals.get(0).text(ascii(body));
    }

    /** The token in a text; empty when the service never made it. */
    Optional<RefreshToken> read(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        byte[] seal = Base64.getUrlDecoder().decode(matcher.group("seal"));
        byte[] body = ascii(text.substring(0, matcher.start("seal") - 1));
        return seals.stream().anyMatch(known -> MessageDigest.isEqual(seal, known.bytes(body)))
                ? Optional.of(new RefreshToken(
                        matcher.group("session"), Long.parseLong(matcher.group("generation")), matcher.group("secret")))
                : Optional.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
