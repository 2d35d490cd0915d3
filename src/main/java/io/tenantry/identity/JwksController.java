package io.tenantry.identity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Anonymous;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys of our tokens (RFC 7517, section 5). Tokens signed with HS256 have none: their key is a secret. */
@RestController
@Tag(name = "Signing in")
class JwksController {

    @GetMapping("/.well-known/jwks.json")
    @Anonymous
    @Operation(
            operationId = "getKeys",
            summary = "The public keys of access tokens",
            description = "An empty set with HS256.")
    JwkSet keys() {
        return JwkSet.EMPTY;
    }

    /** A set of JSON Web Keys. */
    record JwkSet(List<Map<String, Object>> keys) {

        static final JwkSet EMPTY = new JwkSet(List.of());
    }
}
