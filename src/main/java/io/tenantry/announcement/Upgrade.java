package io.tenantry.announcement;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request has to say to become a WebSocket (RFC 6455, section 4.2.1): looked at before it is one. */
final class Upgrade {

    private static final int KEY_BYTES = 16;

    private Upgrade() {}

    /** @throws ProblemException 400 {@code malformed_request} when it does not, or says it for another version */
    static void require(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        boolean asked = request.getMethod().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(headers.getUpgrade())
                && headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase);
        if (!asked || !isKey(headers.getFirst("Sec-WebSocket-Key"))) {
            throw malformed("This address is for WebSockets: ask for an upgrade.");
        }
        if (!"13".equals(headers.getFirst("Sec-WebSocket-Version"))) {
            throw malformed("Only version 13 of the WebSocket protocol is understood here.");
        }
    }

    private static boolean isKey(@Nullable String text) {
        try {
            return text != null && Base64.getDecoder().decode(text).length == KEY_BYTES;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
