package io.tenantry.identity;

import io.tenantry.kernel.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A header that is one value (RFC 9110, section 5.3): of two it could not be told which was meant. */
final class SingleHeader {

    private SingleHeader() {}

    /**
     * What is in it; null when it is not there.
     *
     * @throws ProblemException 400 when it is there more than once
     */
    static @Nullable String find(HttpHeaders headers, String name) {
        require(headers, name);
        return headers.getFirst(name);
    }

    /** @throws ProblemException 400 when it is there more than once */
    static void require(HttpHeaders headers, String name) {
        if (headers.getOrEmpty(name).size() > 1) {
            throw ProblemException.invalid(name, "must be there once");
        }
    }
}
