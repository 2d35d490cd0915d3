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
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Query;
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

    Mono<SuperuserAccount> find(UserId id) {
        return master.findById(id, SuperuserAccount.class);
    }

    Mono<SuperuserAccount> findByEmail(EmailAddress email) {
        return master.findOne(query(where("email").is(email)), SuperuserAccount.class);
    }
}
