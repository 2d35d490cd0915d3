package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The superusers, in the master. An address has at most one account, and at most one was made with the bootstrap token. */
@Component
class SuperuserStore {

    static final MasterCollection COLLECTION = new MasterCollection(
            "superusers",
            List.of(
                    new IndexModel(Indexes.ascending("email"), new IndexOptions().unique(true)),
                    new IndexModel(
                            Indexes.ascending("bootstrapped"),
                            new IndexOptions().unique(true).sparse(true))));

    private final MasterTemplate master;

    SuperuserStore(MasterTemplate master) {
        this.master = master;
    }

    /** Empty when the address is taken, or the account is to be the first and is not. */
    Mono<SuperuserAccount> insert(SuperuserAccount account) {
        return master.insert(account).onErrorResume(DuplicateKeyException.class, taken -> Mono.empty());
    }

    Mono<Boolean> hasAny() {
        return master.exists(new Query(), SuperuserAccount.class);
    }

    Mono<Boolean> has(UserId id) {
        return master.exists(query(where("_id").is(id)), SuperuserAccount.class);
    }

    Mono<SuperuserAccount> find(UserId id) {
        return master.findById(id, SuperuserAccount.class);
    }

    Mono<SuperuserAccount> findByEmail(EmailAddress email) {
        return master.findOne(query(where("email").is(email)), SuperuserAccount.class);
    }

    Mono<Void> noteLogin(UserId id, Instant now) {
        return set(query(where("_id").is(id)), Update.update("last_login_at", now));
    }

    /** Replaces a hash, unless the password was changed meanwhile. */
    Mono<Void> replaceHash(SuperuserAccount account, String hash) {
        return set(
                query(where("_id").is(account.id()).and("password_hash").is(account.passwordHash())),
                Update.update("password_hash", hash));
    }

    /** Sets another password, whatever it was; false when the account is gone. */
    Mono<Boolean> resetPassword(UserId id, String hash) {
        Update reset = Update.update("password_hash", hash).inc("changes", 1);
        return master.updateFirst(query(where("_id").is(id)), reset, SuperuserAccount.class)
                .map(result -> result.getMatchedCount() == 1);
    }

    private Mono<Void> set(Query which, Update update) {
        return master.updateFirst(which, update, SuperuserAccount.class).then();
    }
}
