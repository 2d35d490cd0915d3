package io.tenantry.kernel.problem;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.ProblemException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * JSON that is none, or that is not what was asked for. Jackson's own messages are not shown: they name classes, and they
 * repeat what was sent.
 */
final class JsonFailures {

    private JsonFailures() {}

    static ProblemException of(JacksonException json) {
        boolean syntax = !(json instanceof DatabindException || json instanceof InputCoercionException);
        if (syntax) {
            return malformed("The body is not valid JSON, is nested too deeply or has a field twice", json);
        }
        return json.getPath().isEmpty()
                ? malformed("The body is not one JSON object of the kind that is expected here", json)
                : ProblemException.invalid(field(json.getPath()), problem(json));
    }

    private static String problem(JacksonException json) {
        if (json instanceof UnrecognizedPropertyException) {
            return "is not a known field";
        }
        if (json.getCause() instanceof InvalidValueException value) {
            return value.problem();
        }
        if (json instanceof InputCoercionException) {
            return "is out of range";
        }
        return json instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? ExpectedTypes.describe(mismatch.getTargetType())
                : "is not valid";
    }

    /** {@code members[0].email}. */
    private static String field(List<Reference> path) {
        StringBuilder field = new StringBuilder();
        for (Reference step : path) {
            if (step.getPropertyName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return field.toString();
    }

    private static ProblemException malformed(String detail, JacksonException json) {
        return new ProblemException(ErrorCode.MALFORMED_REQUEST, detail + place(json.getLocation()) + ".");
    }

    private static String place(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
