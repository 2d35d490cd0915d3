package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.tenantry.identity.totp.Totp;
import java.time.Instant;
import java.util.List;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Second factors, each within its account. The answers are false when another request was faster. */
@Component
class TotpStore {

    private final AccountStore accounts;

    TotpStore(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** Puts one that waits for its confirmation, in place of another such one; false when one is enabled. */
    Mono<Boolean> enrol(Account account, Totp totp) {
        return accounts.update(account, where("totp.enabled_at").exists(false), Update.update("totp", totp));
    }

    /** Enables one with the step of the code that confirms it, which is thereby used. */
    Mono<Boolean> enable(Account account, Totp enrolled, long step, List<String> recoveryCodes, Instant now) {
        Update enabled = new Update()
                .set("totp.enabled_at", now)
                .set("totp.last_step", step)
                .set("totp.recovery_codes", recoveryCodes)
                .inc("changes", 1)
                // The password is the same: Account.isProven.
                .inc("signed_in_with", 1);
        return accounts.update(account, same(enrolled).and("totp.enabled_at").exists(false), enabled);
    }

    Mono<Boolean> useStep(Account account, Totp totp, long step) {
        return accounts.update(
                account, same(totp).and("totp.last_step").lt(step), Update.update("totp.last_step", step));
    }

    Mono<Boolean> useRecoveryCode(Account account, Totp totp, String hash) {
        return accounts.update(
                account,
                same(totp).and("totp.recovery_codes").is(hash),
                new Update().pull("totp.recovery_codes", hash));
    }

    Mono<Boolean> remove(Account account, Totp totp) {
        return accounts.update(account, same(totp), new Update().unset("totp"));
    }

    /** This one and no later one. */
    private static Criteria same(Totp totp) {
        return where("totp.sealed_key").is(totp.sealedKey());
    }
}
