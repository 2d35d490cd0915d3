package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
     *
     * @param candidates accounts of one address
     */
    Mono<List<SignInCandidate>> matching(EmailAddress owner, Secret password, List<SignInCandidate> candidates) {
        return hashing.fitting(password, hashes(candidates))
                .map(fitting -> thoseOf(candidates, fitting))
                .delayUntil(right -> upgraded(owner, password, right));
    }

    private static List<String> hashes(List<SignInCandidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.account().passwordHash())
                .toList();
    }

    private static List<SignInCandidate> thoseOf(List<SignInCandidate> candidates, Set<String> fitting) {
        return candidates.stream()
                .filter(candidate -> fitting.contains(candidate.account().passwordHash()))
                .toList();
    }

    private Mono<Void> upgraded(EmailAddress owner, Secret password, List<SignInCandidate> right) {
        Predicate<String> outdated = hashing.outdated(owner);
        return Flux.fromIterable(right)
                .map(SignInCandidate::account)
                .filter(account -> outdated.test(account.passwordHash()))
                .concatMap(
                        account -> hashing.hash(owner, password).flatMap(hash -> accounts.replaceHash(account, hash)))
                .then();
    }
}
