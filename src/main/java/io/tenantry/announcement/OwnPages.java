package io.tenantry.announcement;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Which pages may open a WebSocket: browsers let every page of the world try, and leave it to the server to look where it is
 * from (RFC 6455, section 10.2). Programs send no {@code Origin}.
 */
@Component
class OwnPages {

    private static final String EVERYBODY = "*";

    private final List<String> allowed;

    OwnPages(HttpSettings settings) {
        this.allowed = settings.corsOrigins();
    }

    /** @throws ProblemException 403 {@code forbidden} for a page that is neither this service's own nor in CORS_ORIGINS */
    void require(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        if (origin != null && !isAllowed(origin) && !isOwn(origin, request)) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN, "Pages of this origin may not connect here; CORS_ORIGINS lists who may.");
        }
    }

    private boolean isAllowed(String origin) {
        return allowed.contains(EVERYBODY) || allowed.contains(origin);
    }

    /**
     * Whether it is the address that was asked for, which a trusted proxy may have forwarded under another one. The scheme is
     * left out: it is another one behind a proxy that ends TLS.
     */
    private static boolean isOwn(String origin, ServerHttpRequest request) {
        String place = place(origin);
        String defaultPort = origin.regionMatches(true, 0, "https:", 0, 6) ? ":443" : ":80";
        return place != null
                && Stream.of(
                                request.getHeaders().getFirst(HttpHeaders.HOST),
                                request.getURI().getRawAuthority())
                        .filter(Objects::nonNull)
                        .anyMatch(own -> own.equalsIgnoreCase(place) || own.equalsIgnoreCase(place + defaultPort));
    }

    /** Host and port, of which browsers leave out the latter where it is the scheme's own; null where there are none. */
    private static @Nullable String place(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
