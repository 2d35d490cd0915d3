package io.tenantry.audit;

import io.tenantry.kernel.ProblemException;
import java.util.Set;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** A filter is never half understood: a parameter with a typing error in its name would silently find too much. */
final class KnownParameters {

    private KnownParameters() {}

    /** @throws ProblemException 400 for a parameter that is none of these */
    static void require(ServerHttpRequest request, Set<String> known) {
        request.getQueryParams().keySet().forEach(name -> {
            if (!known.contains(name)) {
                throw ProblemException.invalid(name, "is not a parameter of this request");
            }
        });
    }
}
