package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tickets that were not used yet, in the master, so that each works on any instance; as hashes. */
@Component
class TicketStore {

    static final MasterCollection COLLECTION =
            new MasterCollection("tickets", List.of(new IndexModel(Indexes.ascending("expires_at"))));

    private final MasterTemplate master;

    TicketStore(MasterTemplate master) {
        this.master = master;
    }

    Mono<Ticket> insert(Ticket ticket) {
        return master.insert(ticket);
    }

    /** Takes it away, which is using it; empty when somebody else has, and when it has expired. */
    Mono<Ticket> take(String hash, Instant now) {
        return master.findAndRemove(
                query(where("_id").is(hash).and("expires_at").gt(now)), Ticket.class);
    }

    Mono<Void> removeExpired(Instant now) {
        return master.remove(query(where("expires_at").lte(now)), Ticket.class).then();
    }
}
