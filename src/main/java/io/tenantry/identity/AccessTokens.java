package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Access tokens (RFC 9068 in spirit, RFC 7519 in form), signed with HS256. A token is verified once and remembered until
 * it expires.
 */
@Component
class AccessTokens {

    private static final String ISSUER = "tenantry";

    /** How far the clocks of two instances may be apart. */
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    private static final int REMEMBERED = 10_000;

    private final TokenSettings settings;
    private final Clock clock;
    private final JwtEncoder encoder;
    private final ReactiveJwtDecoder decoder;
    private final Cache<String, Verified> verified;

    AccessTokens(TokenSettings settings, SecretKey key, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(key));
        this.decoder = decoder(key);
        this.verified = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<String, Verified>creating((token, entry) -> entry.remaining(clock)))
                .build();
    }

    /** A token for a person as they are now. */
    String issue(SignedIn person) {
        Instant now = clock.instant();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(person.user().id().toString())
                .claim("organization_id", person.tenant().id().toString())
                .claim("email", person.user().email().value())
                .claim("role", person.user().role())
                .issuedAt(now)
                .expiresAt(now.plus(settings.accessTokenLifetime()))
                .id(UUID.randomUUID().toString());
        if (person.user().isActiveAdmin()) {
            claims.claim("admin_id", person.user().id().toString());
        }
        if (!settings.audience().isEmpty()) {
            claims.audience(List.of(settings.audience()));
        }
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
    }

    /**
     * Who a token is from.
     *
     * @throws JwtException as the error of the pipeline, when it is not one of ours or has expired
     */
    Mono<Actor> verify(String token) {
        Verified known = verified.getIfPresent(token);
        return known != null && !known.isOver(clock) ? Mono.just(known.actor()) : decode(token);
    }

    private Mono<Actor> decode(String token) {
        return decoder.decode(token).map(Verified::of).map(fresh -> {
            verified.put(token, fresh);
            return fresh.actor();
        });
    }

    private ReactiveJwtDecoder decoder(SecretKey key) {
        NimbusReactiveJwtDecoder nimbus = NimbusReactiveJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        nimbus.setJwtValidator(validator());
        return nimbus;
    }

    private OAuth2TokenValidator<Jwt> validator() {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(LEEWAY);
        timestamps.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(
                timestamps,
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, exp -> exp != null),
                new JwtClaimValidator<Object>(JwtClaimNames.ISS, iss -> iss != null && ISSUER.equals(iss.toString())),
                new JwtClaimValidator<List<String>>(JwtClaimNames.AUD, this::isForUs));
    }

    private boolean isForUs(@Nullable List<String> audience) {
        return settings.audience().isEmpty() || (audience != null && audience.contains(settings.audience()));
    }

    /** A token that was found good. */
    private record Verified(Actor actor, Instant until) {

        static Verified of(Jwt token) {
            try {
                return new Verified(
                        actor(token),
                        Objects.requireNonNull(token.getExpiresAt()).plus(LEEWAY));
            } catch (IllegalArgumentException | NullPointerException malformed) {
                throw new JwtException("A claim is missing or malformed.", malformed);
            }
        }

        private static Actor actor(Jwt token) {
            String admin = token.getClaimAsString("admin_id");
            return new Actor(
                    new UserId(new ObjectId(token.getSubject())),
                    new OrganizationId(new ObjectId(token.getClaimAsString("organization_id"))),
                    admin == null ? null : new UserId(new ObjectId(admin)));
        }

        boolean isOver(Clock clock) {
            return !clock.instant().isBefore(until);
        }

        Duration remaining(Clock clock) {
            return Duration.between(clock.instant(), until);
        }
    }
}
