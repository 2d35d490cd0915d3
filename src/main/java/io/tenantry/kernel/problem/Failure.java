package io.tenantry.kernel.problem;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import org.springframework.http.HttpHeaders;

/**
 * What the caller is told.
 *
 * @param headers what belongs to the status, such as {@code Allow} to 405
 */
record Failure(ProblemException problem, HttpHeaders headers) {

    static Failure of(ProblemException problem) {
        return new Failure(problem, HttpHeaders.EMPTY);
    }

    static Failure of(ErrorCode code, String detail) {
        return of(new ProblemException(code, detail));
    }
}
