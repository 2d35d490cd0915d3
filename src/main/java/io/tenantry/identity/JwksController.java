package io.tenantry.identity;

import com.nimbusds.jose.jwk.RSAKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Anonymous;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys of our tokens (RFC 7517, section 5). Those of HS256 are secrets, and not among them. */
@RestController
@Tag(name = "Signing in")
class JwksController {

    /** So long does a change of keys wait between making a key known and signing with it. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final JwkSet keys;

    JwksController(TokenKeys keys) {
        this.keys = new JwkSet(keys.published().stream().map(PublicKey::of).toList());
    }

    @GetMapping("/.well-known/jwks.json")
    @Anonymous
    @Operation(
            operationId = "getKeys",
            summary = "The public keys of access tokens",
            description = "The one that signs now, if it is RS256, and those whose tokens are still good. "
                    + "An empty set with HS256. May be kept for five minutes.")
    ResponseEntity<JwkSet> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
                .body(keys);
    }

    /** A set of JSON Web Keys. */
    record JwkSet(List<PublicKey> keys) {}

    /** An RSA key (RFC 7518, section 6.3.1). */
    record PublicKey(
            @Schema(example = "RSA") String kty,
            @Schema(example = "sig") String use,
            @Schema(example = "RS256") String alg,

            @Schema(description = "Its thumbprint (RFC 7638), as in the header of its tokens.")
            String kid,

            @Schema(description = "The modulus, base64url.") String n,

            @Schema(description = "The exponent, base64url.", example = "AQAB")
            String e) {

        static PublicKey of(RSAKey key) {
            return new PublicKey(
                    key.getKeyType().getValue(),
                    key.getKeyUse().identifier(),
                    key.getAlgorithm().getName(),
                    key.getKeyID(),
                    key.getModulus().toString(),
                    key.getPublicExponent().toString());
        }
    }
}
