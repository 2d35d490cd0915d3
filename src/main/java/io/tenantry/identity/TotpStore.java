package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.identity.totp.Totp;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Instant;
import java.util.List;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Second factors, each within the login of its person. The answers are false when another request was faster. */
@Component
class TotpStore {

    private final MasterTemplate master;

    TotpStore(MasterTemplate master) {
        this.master = master;
    }

    /** Puts one that waits for its confirmation, in place of another such one; false when one is enabled. */
    Mono<Boolean> enrol(UserId person, Totp totp) {
        return update(where("_id").is(person).and("totp.enabled_at").exists(false), Update.update("totp", totp));
    }

    /** Enables one with the step of the code that confirms it, which is thereby used. */
    Mono<Boolean> enable(UserId person, Totp enrolled, long step, List<String> recoveryCodes, Instant now) {
        Update enabled = new Update()
                .set("totp.enabled_at", now)
                .set("totp.last_step", step)
                .set("totp.recovery_codes", recoveryCodes)
                .inc("changes", 1);
        return update(of(person, enrolled).and("totp.enabled_at").exists(false), enabled);
    }

    Mono<Boolean> useStep(UserId person, Totp totp, long step) {
        return update(of(person, totp).and("totp.last_step").lt(step), Update.update("totp.last_step", step));
    }

    Mono<Boolean> useRecoveryCode(UserId person, Totp totp, String hash) {
        return update(
                of(person, totp).and("totp.recovery_codes").is(hash), new Update().pull("totp.recovery_codes", hash));
    }

    Mono<Boolean> remove(UserId person, Totp totp) {
        return update(of(person, totp), new Update().unset("totp"));
    }

    /** This one and no later one. */
    private static Criteria of(UserId person, Totp totp) {
        return where("_id").is(person).and("totp.sealed_key").is(totp.sealedKey());
    }

    private Mono<Boolean> update(Criteria which, Update update) {
        return master.updateFirst(query(which), update, Login.class).map(result -> result.getMatchedCount() == 1);
    }
}
