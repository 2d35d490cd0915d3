package io.tenantry.kernel.problem;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.ErrorResponse;

/**
 * Refusals by Spring itself, which know no more than a status and headers. Spring's own words are not shown: they name
 * classes and methods.
 */
final class StatusFailures {

    private StatusFailures() {}

    static Failure of(ErrorResponse response) {
        return switch (response.getStatusCode().value()) {
            case 401 -> Failure.of(ErrorCode.AUTHENTICATION_REQUIRED, "Sign in first.");
            case 403 -> Failure.of(ErrorCode.FORBIDDEN, "This is not allowed for you.");
            case 404 -> Failure.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
            case 405 -> methodNotAllowed(response.getHeaders());
            case 406 ->
                with(response.getHeaders(), ErrorCode.NOT_ACCEPTABLE, "This cannot be had in the form you accept.");
            case 413 -> Failure.of(ErrorCode.BODY_TOO_LARGE, "The body is too large.");
            case 415 ->
                with(
                        response.getHeaders(),
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "The body's Content-Type is not one that is understood here.");
            case 429 -> Failure.of(ErrorCode.RATE_LIMITED, "Too many requests. Try again later.");
            case 503 -> Failure.of(ErrorCode.OVERLOADED, "The service is overloaded. Try again in a moment.");
            default -> other(response);
        };
    }

    static Failure internal() {
        return Failure.of(
                ErrorCode.INTERNAL_ERROR, "Something went wrong here, not with you. Tell us the request_id, please.");
    }

    private static Failure other(ErrorResponse response) {
        return response.getStatusCode().is4xxClientError()
                ? Failure.of(ErrorCode.MALFORMED_REQUEST, "The request cannot be understood.")
                : internal();
    }

    /** Spring lists what is mapped; HEAD comes with GET, and OPTIONS is everywhere (RFC 9110, section 9.3). */
    private static Failure methodNotAllowed(HttpHeaders headers) {
        Set<HttpMethod> allowed = new LinkedHashSet<>(headers.getAllow());
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        allowed.add(HttpMethod.OPTIONS);
        HttpHeaders allow = new HttpHeaders();
        allow.setAllow(allowed);
        return with(allow, ErrorCode.METHOD_NOT_ALLOWED, "Allowed here: " + allow.getFirst(HttpHeaders.ALLOW) + ".");
    }

    private static Failure with(HttpHeaders headers, ErrorCode code, String detail) {
        return new Failure(new ProblemException(code, detail), headers);
    }
}
