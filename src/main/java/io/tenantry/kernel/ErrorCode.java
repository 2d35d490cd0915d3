package io.tenantry.kernel;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * Every way in which a request can fail, as the stable word in {@code code} of a problem (RFC 9457). A client may branch
 * on it; it never changes its meaning.
 */
public enum ErrorCode {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
    VALIDATION_FAILED(HttpStatus.BAD_REQUEST, "A field is invalid"),

    AUTHENTICATION_REQUIRED(HttpStatus.UNAUTHORIZED, "Authentication is required"),
    INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "The credentials are wrong"),
    INVALID_TOKEN(HttpStatus.UNAUTHORIZED, "The access token is not valid"),
    /** The password was right: repeat with {@code otp}. */
    OTP_REQUIRED(HttpStatus.UNAUTHORIZED, "A second factor is required"),
    OTP_INVALID(HttpStatus.UNAUTHORIZED, "The code is wrong"),

    FORBIDDEN(HttpStatus.FORBIDDEN, "This is not allowed"),
    SELF_SERVICE_DISABLED(HttpStatus.FORBIDDEN, "Self-service is switched off"),
    SIGNUP_CLOSED(HttpStatus.FORBIDDEN, "Nobody can join by themselves"),
    INVITATION_INVALID(HttpStatus.FORBIDDEN, "The invitation is not valid"),
    SECOND_FACTOR_REQUIRED(HttpStatus.FORBIDDEN, "A second factor must be set up"),
    ORGANIZATION_SUSPENDED(HttpStatus.FORBIDDEN, "The organization is suspended"),

    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No such representation"),

    ORGANIZATION_NAME_TAKEN(HttpStatus.CONFLICT, "The organization name is taken"),
    EMAIL_TAKEN(HttpStatus.CONFLICT, "The e-mail address is taken"),
    NAMESPACE_OCCUPIED(HttpStatus.CONFLICT, "The database is occupied"),
    OPERATION_IN_PROGRESS(HttpStatus.CONFLICT, "Another operation is in progress"),
    ORGANIZATION_REQUIRED(HttpStatus.CONFLICT, "The organization must be named"),
    INVITATION_USED(HttpStatus.CONFLICT, "The invitation was used"),
    ROLE_BUILT_IN(HttpStatus.CONFLICT, "The role is built in"),
    ROLE_IN_USE(HttpStatus.CONFLICT, "The role is in use"),
    LAST_ADMIN(HttpStatus.CONFLICT, "The last admin stays"),
    TOTP_ENABLED(HttpStatus.CONFLICT, "There is a second factor already"),
    TOTP_NOT_ENABLED(HttpStatus.CONFLICT, "There is no second factor"),
    VERSION_CONFLICT(HttpStatus.CONFLICT, "It was changed by somebody else"),

    TOTP_DEMANDED(HttpStatus.UNPROCESSABLE_CONTENT, "The second factor must stay"),
    /** Private and unknown events are told alike, so that nobody finds out what is private. */
    EVENT_NOT_PUBLIC(HttpStatus.UNPROCESSABLE_CONTENT, "No event that everybody may see"),

    IDEMPOTENCY_IN_PROGRESS(HttpStatus.CONFLICT, "The first such request is still running"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for something else"),

    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "It has another version by now"),

    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),

    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "The address is too long"),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The media type is not supported"),

    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong"),
    /** Nothing was done: repeat the request. */
    ORGANIZATION_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "The organization is busy"),
    /** It may have been done: repeat it with the same Idempotency-Key, or look before repeating. */
    WRITE_UNCONFIRMED(HttpStatus.SERVICE_UNAVAILABLE, "The write could not be confirmed"),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The database is not available"),
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "The service is overloaded");

    private final HttpStatus status;
    private final String title;

    ErrorCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    /** One sentence for people, the same for every occurrence (RFC 9457, section 3.1.3). */
    public String title() {
        return title;
    }

    /** The word in the answer, such as {@code organization_name_taken}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
