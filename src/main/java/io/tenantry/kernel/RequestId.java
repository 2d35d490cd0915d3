package io.tenantry.kernel;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The name of one request in answers, logs and audit: what the caller sent in {@value #HEADER} when that is 1 to 64 of
 * {@code [A-Za-z0-9._-]}, otherwise 32 random hexadecimal digits. It identifies, it does not authenticate: it may be guessed.
 */
public final class RequestId {

    public static final String HEADER = "X-Correlation-ID";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final int MAX_LENGTH = 64;
    private static final HexFormat HEX = HexFormat.of();

    private RequestId() {}

    /** The id of this request, the same for as long as it lives. */
    public static String of(ServerWebExchange exchange) {
        Object known = exchange.getAttributes().get(ATTRIBUTE);
        if (known != null) {
            return (String) known;
        }
        String id = keepOrMake(exchange.getRequest().getHeaders().getFirst(HEADER));
        exchange.getAttributes().put(ATTRIBUTE, id);
        return id;
    }

    /** The caller's id when it is one, otherwise a new one. */
    public static String keepOrMake(@Nullable String sent) {
        if (sent != null && isValid(sent)) {
            return sent;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    private static boolean isValid(String id) {
        return !id.isEmpty() && id.length() <= MAX_LENGTH && id.chars().allMatch(RequestId::isAllowed);
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
