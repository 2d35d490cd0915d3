/** One-time codes as a second factor: TOTP (RFC 6238), its secret at rest and on the way to an authenticator, recovery codes. */
@NullMarked
package io.tenantry.identity.totp;

import org.jspecify.annotations.NullMarked;
