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

    /**
     * Those whose password it is; outdated hashes of theirs are replaced. When it is nobody's, how long it takes does not tell
     * how many there are: {@link PasswordHashes#fitting}.
     */
    Mono<List<SignInCandidate>> matching(Secret password, List<SignInCandidate> candidates) {
        return hashing.fitting(password, hashes(candidates))
                .flatMapMany(fitting -> Flux.fromIterable(candidates)
                        .filter(candidate ->
                                fitting.contains(candidate.account().passwordHash())))
                .concatMap(candidate -> upgraded(candidate.account(), password).thenReturn(candidate))
                .collectList();
    }

    private static List<String> hashes(List<SignInCandidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.account().passwordHash())
                .toList();
    }

    private Mono<Void> upgraded(Account account, Secret password) {
        return hashing.isOutdated(account)
                ? hashing.hash(account.email(), password)
                        .flatMap(hash -> accounts.replaceHash(account, hash))
                        .then()
                : Mono.empty();
    }
}
