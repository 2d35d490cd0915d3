package io.tenantry.identity;

import reactor.core.publisher.Mono;

/**
 * Something that a password may fit.
 *
 * @param person whose it is, if it may be used now
 */
record SignInCandidate(Account account, Mono<SignedIn> person) {}
