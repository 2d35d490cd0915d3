package io.tenantry.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * What makes a token one of ours: signed with one of the keys by that key's own algorithm, of type {@code JWT} or none, by
 * us, for us, already made and not yet over. Keys are only those of the settings: what a header says of others
 * ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) is not followed, and one that says there is something critical ({@code crit}) is refused.
 */
final class TokenDecoder {

    static final String ISSUER = "tenantry";

    /** How far the clocks of two instances may be apart. */
    static final Duration LEEWAY = Duration.ofSeconds(10);

    private TokenDecoder() {}

    static ReactiveJwtDecoder of(TokenKeys keys, String audience, Clock clock) {
        DefaultJWTProcessor<SecurityContext> processor = processor(keys);
        NimbusReactiveJwtDecoder decoder =
                new NimbusReactiveJwtDecoder(token -> Mono.fromCallable(() -> verified(processor, token)));
        decoder.setJwtValidator(validator(audience, clock));
        return decoder;
    }

    /** Types are checked here, by what the library takes for a JWT; the claims are checked afterwards. */
    private static DefaultJWTProcessor<SecurityContext> processor(TokenKeys keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.HS256, JWSAlgorithm.RS256), new ImmutableJWKSet<>(new JWKSet(keys.verifying()))));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return processor;
    }

    private static JWTClaimsSet verified(DefaultJWTProcessor<SecurityContext> processor, JWT token) {
        try {
            return processor.process(token, null);
        } catch (BadJOSEException | JOSEException bad) {
            throw new BadJwtException("The token is not signed with one of the keys.", bad);
        }
    }

    private static OAuth2TokenValidator<Jwt> validator(String audience, Clock clock) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(LEEWAY);
        timestamps.setClock(clock);
        List<OAuth2TokenValidator<Jwt>> always = List.of(
                timestamps,
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, exp -> exp != null),
                new JwtClaimValidator<Instant>(JwtClaimNames.IAT, iat -> isMade(iat, clock)),
                new JwtClaimValidator<Object>(JwtClaimNames.ISS, iss -> iss != null && ISSUER.equals(iss.toString())));
        return new DelegatingOAuth2TokenValidator<>(
                Stream.concat(always.stream(), isFor(audience)).toList());
    }

    /** Nothing to check without an audience: a claim that is not there fails any check of it. */
    private static Stream<OAuth2TokenValidator<Jwt>> isFor(String audience) {
        return audience.isEmpty()
                ? Stream.empty()
                : Stream.of(new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, named -> named != null && named.contains(audience)));
    }

    /** One from the future is not ours, and would outlive whatever ends all tokens that were made before a moment. */
    private static boolean isMade(@Nullable Instant issuedAt, Clock clock) {
        return issuedAt != null && !issuedAt.isAfter(clock.instant().plus(LEEWAY));
    }
}
