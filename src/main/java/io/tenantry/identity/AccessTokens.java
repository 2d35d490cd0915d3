package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import io.tenantry.kernel.Actor;
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

    /** The role in the tokens of superusers, which have no organization. */
    static final String SUPERUSER = "superuser";

    private static final String ISSUER = "tenantry";
    private static final String ORGANIZATION = "organization_id";
    private static final String ADMIN = "admin_id";
    private static final String ROLE = "role";

    /** How far the clocks of two instances may be apart. */
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    private static final int REMEMBERED = 20_000;

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
                .subject(person.id().toString())
                .claim("email", person.email().value())
                .claim(ROLE, person.role())
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
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
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
    Mono<Caller> verify(String token) {
        Verified known = verified.getIfPresent(token);
        return known != null && !known.isOver(clock) ? Mono.just(known.caller()) : decode(token);
    }

    private Mono<Caller> decode(String token) {
        return decoder.decode(token).map(Verified::of).map(fresh -> {
            verified.put(token, fresh);
            return fresh.caller();
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
    private record Verified(Caller caller, Instant until) {

        static Verified of(Jwt token) {
            try {
                return new Verified(
                        caller(token),
                        Objects.requireNonNull(token.getExpiresAt()).plus(LEEWAY));
            } catch (IllegalArgumentException | NullPointerException malformed) {
                throw new JwtException("A claim is missing or malformed.", malformed);
            }
        }

        /** A token without organization is a superuser's or nobody's. */
        private static Caller caller(Jwt token) {
            UserId userId = new UserId(new ObjectId(token.getSubject()));
            return !token.hasClaim(ORGANIZATION) && SUPERUSER.equals(token.getClaimAsString(ROLE))
                    ? new Superuser(userId)
                    : actor(token, userId);
        }

        private static Actor actor(Jwt token, UserId userId) {
            String admin = token.getClaimAsString(ADMIN);
            return new Actor(
                    userId,
                    new OrganizationId(new ObjectId(token.getClaimAsString(ORGANIZATION))),
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
