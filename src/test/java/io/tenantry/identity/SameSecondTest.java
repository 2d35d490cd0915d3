package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Issue 4, "same-second refresh": times are whole seconds in a token, and two of one second are two tokens all the same. */
class SameSecondTest {

    private static final Clock STILL = Clock.fixed(Instant.parse("2026-03-01T09:30:00Z"), ZoneOffset.UTC);

    private final SuperuserAccount account =
            SuperuserAccount.another(UserId.create(), EmailAddress.of("root@example.com"), "", Instant.EPOCH);

    @Test
    void noTwoAccessTokensAreTheSame() {
        TokenSettings settings = TokenKeysTest.settings("HS256", null, null);
        SecretKeys secrets = new SecretKeys(TokenKeysTest.secret("a secret key of thirty-two bytes"), List.of());
        AccessTokens tokens = new AccessTokens(settings, TokenKeys.of(settings, secrets), STILL);
        SignedIn person = new SignedIn.Operator(account);

        assertThat(tokens.issue(person, "session")).isNotEqualTo(tokens.issue(person, "session"));
    }

    @Test
    void noTwoRefreshTokensAreTheSame() {
        RefreshToken first = RefreshToken.first();

        assertThat(first.next()).isNotEqualTo(first.next());
        assertThat(first.next().hash()).isNotEqualTo(first.next().hash());
        assertThat(first.next().generation()).isEqualTo(2);
    }
}
