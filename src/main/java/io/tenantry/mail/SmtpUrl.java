package io.tenantry.mail;

import io.tenantry.kernel.Secret;
import io.tenantry.kernel.SettingException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is handed in, {@code SMTP_URL}: {@code smtp://} with STARTTLS, port 587, or {@code smtps://} with TLS from the
 * first byte, port 465 (RFC 8314, section 3).
 *
 * @param tls whether TLS comes first
 * @param host a name or an address
 * @param credentials null when the server asks for none
 */
record SmtpUrl(boolean tls, String host, int port, @Nullable Credentials credentials) {

    static final String VARIABLE = "SMTP_URL";

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final int HIGHEST_PORT = 65_535;

    /** Who hands in, where the server asks. */
    record Credentials(String user, Secret password) {}

    /** @throws SettingException when it is not such a URL; the message does not repeat it */
    static SmtpUrl of(String text) {
        URI url = parsed(text.strip());
        boolean tls = "smtps".equals(url.getScheme());
        require(tls || "smtp".equals(url.getScheme()), "It begins with smtp:// or smtps://.");
        require(
                url.getHost() != null,
                "It has no host that can be read. In the user name and the password write @ as %40, : as %3A and / as"
                        + " %2F.");
        require(
                url.getRawPath().matches("/?") && url.getRawQuery() == null && url.getRawFragment() == null,
                "It ends with the port. In the user name and the password write / as %2F, ? as %3F and # as %23.");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? SUBMISSIONS : SUBMISSION;
        require(port > 0 && port <= HIGHEST_PORT, "The port is a number from 1 to " + HIGHEST_PORT + ".");
        return new SmtpUrl(tls, url.getHost().replaceAll("[\\[\\]]", ""), port, credentials(url.getRawUserInfo()));
    }

    private static URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException unreadable) {
            // What it says repeats the text, and the password with it.
            throw refusal("It is not a URL such as smtp://user:password@smtp.example.com:587. In the user name and the"
                    + " password write all but letters and digits as % and two hex digits.");
        }
    }

    private static @Nullable Credentials credentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        require(colon > 0 && colon < userInfo.length() - 1, "A user name goes with a password: user:password@.");
        return new Credentials(
                decoded(userInfo.substring(0, colon)), new Secret(decoded(userInfo.substring(colon + 1))));
    }

    /** A plus is one, which in a form would be a space. */
    private static String decoded(String text) {
        String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        require(
                decoded.chars().noneMatch(Character::isISOControl),
                "User name and password have no control characters.");
        return decoded;
    }

    private static void require(boolean right, String reason) {
        if (!right) {
            throw refusal(reason);
        }
    }

    private static SettingException refusal(String reason) {
        return new SettingException(VARIABLE, reason);
    }

    /** What the mail library calls it. */
    String protocol() {
        return tls ? "smtps" : "smtp";
    }

    /** Host and port, which is all that may be logged. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
