package io.tenantry.identity;

import io.tenantry.kernel.Secret;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Holds a password against the hashes of those whose it may be. */
@Component
class PasswordCheck {

    private final PasswordHashing hashing;
    private final AccountStore accounts;

    PasswordCheck(PasswordHashing hashing, AccountStore accounts) {
        this.hashing = hashing;
        this.accounts = accounts;
    }

    /** Those whose password it is; outdated hashes of theirs are replaced. As long for nobody as for one whose it is not. */
    Mono<List<SignInCandidate>> matching(Secret password, List<SignInCandidate> candidates) {
        return candidates.isEmpty()
                ? hashing.matchesNothing(password).thenReturn(List.of())
                : Flux.fromIterable(candidates)
                        .filterWhen(candidate -> fits(password, candidate.account()), 1)
                        .concatMap(candidate ->
                                upgraded(candidate.account(), password).thenReturn(candidate))
                        .collectList();
    }

    private Mono<Boolean> fits(Secret password, Account account) {
        return hashing.matches(password, account.passwordHash());
    }

    private Mono<Void> upgraded(Account account, Secret password) {
        return hashing.isOutdated(account.passwordHash())
                ? hashing.hash(password)
                        .flatMap(hash -> accounts.replaceHash(account, hash))
                        .then()
                : Mono.empty();
    }
}
