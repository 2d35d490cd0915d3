package io.tenantry.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person's credentials tell about them, without telling the credentials. */
record LoginFacts(@Nullable Instant lastLoginAt, boolean totpEnabled) {

    static final LoginFacts NONE = new LoginFacts(null, false);

    static LoginFacts of(Login login) {
        return new LoginFacts(login.lastLoginAt(), login.hasSecondFactor());
    }
}
