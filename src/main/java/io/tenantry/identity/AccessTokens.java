package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Superuser;
import io.tenantry.kernel.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Access tokens (RFC 9068 in spirit, RFC 7519 in form), signed with the key of {@link TokenKeys}. A token is verified once and
 * remembered until it expires.
 */
@Component
class AccessTokens {

    /** The role in the tokens of superusers, which have no organization. */
    static final String SUPERUSER = "superuser";

    private static final String ORGANIZATION = "organization_id";
    private static final String ADMIN = "admin_id";
    private static final String ROLE = "role";
    private static final String SESSION = "sid";

    private static final int REMEMBERED = 20_000;

    private final TokenSettings settings;
    private final TokenKeys keys;
    private final Clock clock;
    private final JwtEncoder encoder;
    private final ReactiveJwtDecoder decoder;
    private final Cache<String, Verified> verified;

    AccessTokens(TokenSettings settings, TokenKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(keys.signing())));
        this.decoder = TokenDecoder.of(keys, settings.audience(), clock);
        this.verified = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<String, Verified>creating((token, entry) -> entry.remaining(clock)))
                .build();
    }

    /** A token for a person as they are now, good as long as their session lasts. */
    String issue(SignedIn person, String session) {
        Instant now = clock.instant();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(TokenDecoder.ISSUER)
                .subject(person.id().toString())
                .claim("email", person.email().value())
                .claim(ROLE, person.role())
                .claim(SESSION, session)
                .issuedAt(now)
                .expiresAt(now.plus(settings.accessTokenLifetime()))
                .id(UUID.randomUUID().toString());
        claimIfKnown(
                claims,
                ORGANIZATION,
                person.tenant() == null ? null : person.tenant().id());
        claimIfKnown(claims, ADMIN, person.adminId());
        if (!settings.audience().isEmpty()) {
            claims.audience(List.of(settings.audience()));
        }
        return encoder.encode(JwtEncoderParameters.from(header(), claims.build()))
                .getTokenValue();
    }

    private JwsHeader header() {
        JwsAlgorithm algorithm = keys.signing() instanceof RSAKey ? SignatureAlgorithm.RS256 : MacAlgorithm.HS256;
        return JwsHeader.with(algorithm)
                .type("JWT")
                .keyId(keys.signing().getKeyID())
                .build();
    }

    private static void claimIfKnown(JwtClaimsSet.Builder claims, String name, @Nullable Record id) {
        if (id != null) {
            claims.claim(name, id.toString());
        }
    }

    /**
     * Who a token is from.
     *
     * @throws JwtException as the error of the pipeline, when it is not one of ours or has expired
     */
    Mono<Authenticated> verify(String token) {
        Verified known = verified.getIfPresent(token);
        return known != null && !known.isOver(clock) ? Mono.just(known.proof()) : decode(token);
    }

    private Mono<Authenticated> decode(String token) {
        return decoder.decode(token).map(Verified::of).map(fresh -> {
            verified.put(token, fresh);
            return fresh.proof();
        });
    }

    /** A token that was found good. */
    private record Verified(Authenticated proof) {

        static Verified of(Jwt token) {
            try {
                return new Verified(new Authenticated(
                        caller(token),
                        Objects.requireNonNull(token.getExpiresAt()).plus(TokenDecoder.LEEWAY)));
            } catch (IllegalArgumentException | NullPointerException malformed) {
                throw new JwtException("A claim is missing or malformed.", malformed);
            }
        }

        /** A token without organization is a superuser's or nobody's. */
        private static Caller caller(Jwt token) {
            UserId userId = new UserId(new ObjectId(token.getSubject()));
            return !token.hasClaim(ORGANIZATION) && SUPERUSER.equals(token.getClaimAsString(ROLE))
                    ? new Superuser(userId, session(token))
                    : new Actor(
                            ActorType.USER,
                            userId,
                            new OrganizationId(new ObjectId(token.getClaimAsString(ORGANIZATION))),
                            session(token));
        }

        private static String session(Jwt token) {
            return Objects.requireNonNull(token.getClaimAsString(SESSION));
        }

        boolean isOver(Clock clock) {
            return !clock.instant().isBefore(proof.until());
        }

        Duration remaining(Clock clock) {
            return Duration.between(clock.instant(), proof.until());
        }
    }
}
