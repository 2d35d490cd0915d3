package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.tenancy.MasterTemplate;
import java.time.Instant;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is the same for all accounts, wherever one is kept: people's are {@link Login}s, superusers' their own documents. */
@Component
class AccountStore {

    private final MasterTemplate master;

    AccountStore(MasterTemplate master) {
        this.master = master;
    }

    Mono<Account> find(SignedIn person) {
        return master.findById(person.id(), typeOf(person)).cast(Account.class);
    }

    Mono<Void> noteLogin(SignedIn person, Instant now) {
        return master.updateFirst(
                        query(where("_id").is(person.id())),
                        Update.update("last_login_at", now).set("signed_in_with", person.accountChanges()),
                        typeOf(person))
                .then();
    }

    /** Replaces a hash, unless the password was changed meanwhile. */
    Mono<Void> replaceHash(Account account, String hash) {
        return update(account, unchanged(account), Update.update("password_hash", hash))
                .then();
    }

    /** Sets another password, unless it was changed meanwhile: then the answer is false. */
    Mono<Boolean> changePassword(Account account, String hash) {
        return update(
                account,
                unchanged(account),
                Update.update("password_hash", hash).inc("changes", 1));
    }

    /** Sets another password, whatever it was; false when the account is gone. */
    Mono<Boolean> resetPassword(Account account, String hash) {
        return update(
                account, new Criteria(), Update.update("password_hash", hash).inc("changes", 1));
    }

    /** Changes the account if it is as the criteria say, beside its id; false when it is not. */
    Mono<Boolean> update(Account account, Criteria condition, Update update) {
        return master.updateFirst(query(condition.and("_id").is(account.id())), update, account.getClass())
                .map(result -> result.getMatchedCount() == 1);
    }

    private static Criteria unchanged(Account account) {
        return where("password_hash").is(account.passwordHash());
    }

    private static Class<? extends Account> typeOf(SignedIn person) {
        return person instanceof SignedIn.Member ? Login.class : SuperuserAccount.class;
    }
}
