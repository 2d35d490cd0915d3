package io.tenantry.kernel.problem;

import io.tenantry.kernel.DatabaseFailures;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.ProblemException;
import jakarta.validation.ConstraintViolationException;
import org.springframework.core.codec.DecodingException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebInputException;

/** Which failure is which problem. What is not known here is our mistake: {@code internal_error}. */
final class Failures {

    private Failures() {}

    static Failure of(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return Failure.of(problem);
        }
        if (failure instanceof InvalidValueException value) {
            return Failure.of(ErrorCode.VALIDATION_FAILED, "A value " + value.problem() + ".");
        }
        if (DatabaseFailures.isUnavailable(failure)) {
            return Failure.of(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer. Try again in a moment.");
        }
        return ofInput(failure);
    }

    private static Failure ofInput(Throwable failure) {
        if (failure instanceof WebExchangeBindException invalid) {
            return Failure.of(ValidationFailures.of(invalid));
        }
        if (failure instanceof HandlerMethodValidationException invalid && !invalid.isForReturnValue()) {
            return Failure.of(ValidationFailures.of(invalid));
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return Failure.of(ValidationFailures.of(invalid));
        }
        if (failure instanceof ServerWebInputException input) {
            return Failure.of(InputFailures.of(input));
        }
        if (failure instanceof DecodingException undecodable) {
            return Failure.of(InputFailures.undecodable(undecodable));
        }
        return ofStatus(failure);
    }

    private static Failure ofStatus(Throwable failure) {
        if (failure instanceof ErrorResponse response) {
            return StatusFailures.of(response);
        }
        if (failure instanceof InvalidMimeTypeException) {
            return StatusFailures.of(new NotAcceptableStatusException("Accept has more types than Spring looks at"));
        }
        if (failure instanceof AuthenticationException) {
            return Failure.of(ErrorCode.AUTHENTICATION_REQUIRED, "Sign in first.");
        }
        if (failure instanceof AccessDeniedException) {
            return Failure.of(ErrorCode.FORBIDDEN, "This is not allowed for you.");
        }
        return StatusFailures.internal();
    }
}
