package io.tenantry.announcement;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.ProblemException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
    void require(HttpHeaders headers) {
        String origin = headers.getOrigin();
        if (origin != null && !isAllowed(origin) && !isOwn(origin, headers.getFirst(HttpHeaders.HOST))) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN, "Pages of this origin may not connect here; CORS_ORIGINS lists who may.");
        }
    }

    private boolean isAllowed(String origin) {
        return allowed.contains(EVERYBODY) || allowed.contains(origin);
    }

    /** The scheme is left out: it is another one behind a proxy that ends TLS. */
    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
