package io.tenantry.embedded;

import static io.tenantry.embedded.Client.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The server blocks, on threads of its own that BlockHound has no reason to fault; everybody else's it watches. */
class BlockHoundTest {

    @Test
    void faultsReactorsThreadsAndLeavesTheServersAlone() {
        Mono<Void> blocking =
                Mono.<Void>fromRunnable(() -> LockSupport.parkNanos(1)).subscribeOn(Schedulers.parallel());
        assertThatThrownBy(blocking::block).hasCauseInstanceOf(BlockingOperationError.class);
        try (EmbeddedDatabase database = EmbeddedDatabase.inMemory();
                Client client = Client.of(database.url())) {
            assertThat(get(client.collection("org_acme", "events").insertOne(new Document()))
                            .wasAcknowledged())
                    .isTrue();
        }
    }
}
