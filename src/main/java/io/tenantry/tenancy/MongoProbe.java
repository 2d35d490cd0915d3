package io.tenantry.tenancy;

import io.tenantry.kernel.DatabaseProbe;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks the server of the master whether it is there. */
@Component
class MongoProbe implements DatabaseProbe {

    private static final Document PING = new Document("ping", 1);

    private final MasterTemplate master;

    MongoProbe(MasterTemplate master) {
        this.master = master;
    }

    @Override
    public Mono<Void> ping() {
        return master.executeCommand(PING).then();
    }
}
