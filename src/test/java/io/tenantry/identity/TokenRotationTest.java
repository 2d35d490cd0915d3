package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Superuser;
import io.tenantry.kernel.UserId;
import java.security.KeyPair;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;
import reactor.test.StepVerifier;

/** Issue 4, "key rotation without logging anyone out", in the order that README tells. */
class TokenRotationTest {

    private static final SecretKey OLD_SECRET = TokenKeysTest.secret("an older secret of thirty-two bytes");

    private static final SecretKey NEW_SECRET = TokenKeysTest.secret("a newer secret of thirty-two bytes!");

    private static final KeyPair OLD_PAIR = TestKeys.rsa();

    private static final KeyPair NEW_PAIR = TestKeys.rsa();

    private final SuperuserAccount account =
            SuperuserAccount.another(UserId.create(), EmailAddress.of("root@example.com"), "", Instant.EPOCH);

    @Test
    void aNewSecretSignsAndTheOldOneVerifies() {
        AccessTokens before = hs256(OLD_SECRET);
        AccessTokens told = hs256(OLD_SECRET, NEW_SECRET);
        AccessTokens after = hs256(NEW_SECRET, OLD_SECRET);
        AccessTokens later = hs256(NEW_SECRET);

        accepts(told, issued(before));
        accepts(before, issued(told));
        accepts(told, issued(after));
        accepts(after, issued(told));
        accepts(later, issued(after));
        refuses(later, issued(before));
        refuses(before, issued(after));
    }

    @Test
    void aNewKeyPairSignsAndTheOldOneVerifies() {
        AccessTokens before = rs256(OLD_PAIR, null);
        AccessTokens told = rs256(OLD_PAIR, TestKeys.publicKey(NEW_PAIR));
        AccessTokens after = rs256(NEW_PAIR, TestKeys.pkcs1(OLD_PAIR));

        accepts(told, issued(after));
        accepts(after, issued(told));
        accepts(after, issued(before));
        refuses(before, issued(after));
        refuses(rs256(NEW_PAIR, null), issued(before));
    }

    @Test
    void fromHs256ToRs256AndBackNobodyIsLoggedOut() {
        AccessTokens before = hs256(OLD_SECRET);
        AccessTokens told = tokens(
                TokenKeysTest.settings("HS256", null, TestKeys.publicKey(NEW_PAIR)),
                new SecretKeys(OLD_SECRET, List.of()));
        AccessTokens after = tokens(
                TokenKeysTest.settings("RS256", TestKeys.pkcs8(NEW_PAIR), null),
                new SecretKeys(OLD_SECRET, List.of(OLD_SECRET)));
        AccessTokens later = rs256(NEW_PAIR, null);

        accepts(told, issued(before));
        accepts(told, issued(after));
        accepts(after, issued(told));
        accepts(later, issued(after));
        refuses(later, issued(told));
    }

    /** Earlier versions named no key. */
    @Test
    void aTokenWithoutKidIsTriedWithEverySecret() throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer("tenantry")
                        .audience("tenantry")
                        .subject(account.id().toString())
                        .claim("role", AccessTokens.SUPERUSER)
                        .claim("sid", "session")
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        token.sign(new MACSigner(OLD_SECRET));

        accepts(hs256(NEW_SECRET, OLD_SECRET), token.serialize());
        accepts(
                tokens(
                        TokenKeysTest.settings("RS256", TestKeys.pkcs8(NEW_PAIR), null),
                        new SecretKeys(NEW_SECRET, List.of(OLD_SECRET))),
                token.serialize());
        refuses(hs256(NEW_SECRET), token.serialize());
    }

    /** {@code TOKEN_AUDIENCE}: "empty: they have none". */
    @Test
    void withoutAnAudienceTokensNameNoneAndAreAccepted() throws ParseException {
        TokenSettings settings = new TokenSettings("kT9v2xQ8", List.of(), "HS256", null, null, 30, 30, "");
        AccessTokens anybodys = tokens(settings, new SecretKeys(NEW_SECRET, List.of()));

        assertThat(SignedJWT.parse(issued(anybodys)).getJWTClaimsSet().getAudience())
                .isEmpty();
        accepts(anybodys, issued(anybodys));
        accepts(anybodys, issued(hs256(NEW_SECRET)));
        refuses(hs256(NEW_SECRET), issued(anybodys));
    }

    @Test
    void theHeaderNamesAlgorithmTypeAndKey() throws ParseException {
        JWSHeader header = SignedJWT.parse(issued(rs256(NEW_PAIR, null))).getHeader();

        assertThat(header.toJSONObject()).containsOnlyKeys("alg", "typ", "kid");
        assertThat(header.getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(SignedJWT.parse(issued(hs256(NEW_SECRET))).getHeader().toJSONObject())
                .containsOnlyKeys("alg", "typ", "kid")
                .containsEntry("typ", "JWT");
    }

    private String issued(AccessTokens tokens) {
        return tokens.issue(new SignedIn.Operator(account), "session");
    }

    /** Twice: the second time from memory. */
    private void accepts(AccessTokens tokens, String token) {
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(tokens.verify(token).map(Authenticated::caller))
                    .expectNext(new Superuser(account.id(), "session"))
                    .verifyComplete();
        }
    }

    private static void refuses(AccessTokens tokens, String token) {
        StepVerifier.create(tokens.verify(token)).verifyError(JwtException.class);
    }

    private static AccessTokens hs256(SecretKey current, SecretKey... previous) {
        return tokens(TokenKeysTest.settings("HS256", null, null), new SecretKeys(current, List.of(previous)));
    }

    private static AccessTokens rs256(KeyPair current, @Nullable String previous) {
        return tokens(
                TokenKeysTest.settings("RS256", TestKeys.pkcs8(current), previous),
                new SecretKeys(OLD_SECRET, List.of()));
    }

    private static AccessTokens tokens(TokenSettings settings, SecretKeys secrets) {
        return new AccessTokens(settings, TokenKeys.of(settings, secrets), Clock.systemUTC());
    }
}
