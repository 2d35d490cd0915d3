package io.tenantry.kernel.problem;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.codec.DecodingException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;

/** Input that could not be read: a missing parameter, one of the wrong type, an undecodable body. */
final class InputFailures {

    private InputFailures() {}

    static ProblemException of(ServerWebInputException input) {
        if (input instanceof MissingRequestValueException missing) {
            return ProblemException.invalid(missing.getName(), "is required");
        }
        if (input.getCause() instanceof DecodingException undecodable) {
            return undecodable(undecodable);
        }
        MethodParameter parameter = input.getMethodParameter();
        if (input.getCause() instanceof TypeMismatchException mismatch && parameter != null) {
            return mismatch(parameter, mismatch);
        }
        return new ProblemException(ErrorCode.MALFORMED_REQUEST, "A request body is required, or it is not readable.");
    }

    static ProblemException undecodable(DecodingException undecodable) {
        return undecodable.getCause() instanceof JacksonException json
                ? JsonFailures.of(json)
                : new ProblemException(ErrorCode.MALFORMED_REQUEST, "The body cannot be read.");
    }

    private static ProblemException mismatch(MethodParameter parameter, TypeMismatchException mismatch) {
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            // What cannot be an id is the id of nothing.
            return new ProblemException(ErrorCode.NOT_FOUND, "There is nothing at this address.");
        }
        String problem = NestedExceptionUtils.getMostSpecificCause(mismatch) instanceof InvalidValueException value
                ? value.problem()
                : expected(mismatch.getRequiredType());
        return ProblemException.invalid(FieldNames.of(parameter), problem);
    }

    private static String expected(@Nullable Class<?> type) {
        return type == null ? "is not valid" : ExpectedTypes.describe(type);
    }
}
