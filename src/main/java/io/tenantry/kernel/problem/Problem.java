package io.tenantry.kernel.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.FieldProblem;
import io.tenantry.kernel.ProblemException;
import java.util.List;
import java.util.Map;

/**
 * The body of every answer from status 400 up (RFC 9457, section 3), with three members of our own.
 *
 * @param type where the kind of problem is described, a path of this service
 * @param detail what happened this time, for people
 * @param instance the path of the request, {@code /} for one that has none
 * @param code the kind of problem, for programs
 * @param errors what is wrong with which field; left out when it is no matter of fields
 * @param extensions members that only this kind of problem has
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldProblem> errors,
        @JsonAnyGetter Map<String, Object> extensions) {

    /** Where {@link #type} points: this and the code. */
    public static final String TYPES = "/problems/";

    /** A problem of a request that could not be read. */
    public static Problem of(ErrorCode code, String path, String requestId) {
        return of(new ProblemException(code, code.title() + "."), path, requestId);
    }

    static Problem of(ProblemException problem, String path, String requestId) {
        ErrorCode code = problem.code();
        return new Problem(
                TYPES + code.code(),
                code.title(),
                code.status().value(),
                problem.detail(),
                path.isEmpty() ? "/" : path,
                code.code(),
                requestId,
                problem.fields(),
                problem.extensions());
    }
}
