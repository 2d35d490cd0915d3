package io.tenantry.identity;

import java.time.Duration;

/** What a person gets who signs in. */
record Tokens(SignedIn person, String access, Duration accessLifetime, String refresh) {}
