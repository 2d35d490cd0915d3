package io.tenantry.mail;

import io.tenantry.kernel.SettingException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address that people reach the service at, {@code PUBLIC_URL}. Links in mails begin with it, never with the
 * {@code Host} of a request, which whoever asks for the mail could choose.
 *
 * @param base such as {@code https://tenantry.example.com}, without a slash at its end
 */
public record PublicUrl(String base) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws SettingException when it is not such an address */
    public PublicUrl {
        base = base.strip().replaceFirst("/+$", "");
        if (!isAddress(base)) {
            throw new SettingException(
                    "PUBLIC_URL",
                    "It is the address of the service as in a browser, such as https://tenantry.example.com, without a"
                            + " query.");
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI url = URI.create(text);
            return url.getHost() != null
                    && SCHEMES.contains(url.getScheme())
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
        } catch (IllegalArgumentException noUrl) {
            return false;
        }
    }

    /**
     * A link with a token in the fragment, which browsers keep to themselves: it is in no log on the way, and no other site is
     * told it as the referrer (RFC 9110, section 10.1.3).
     *
     * @param path of the page, beginning with a slash
     * @param token of letters, digits, {@code -} and {@code _}
     */
    public String link(String path, String token) {
        return base + path + "#token=" + token;
    }

    /** The host if it is a name in the domain name system, to which mail can belong; null for others. */
    @Nullable
    String domain() {
        String host = URI.create(base).getHost();
        return host.matches(".*\\.[a-zA-Z][a-zA-Z0-9-]*") ? host : null;
    }

    /** The address. */
    @Override
    public String toString() {
        return base;
    }
}
