package io.tenantry.organization;

import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps what became of operations that somebody was told of. */
@Component
class Archive {

    private final OperationStore operations;
    private final Clock clock;

    Archive(OperationStore operations, Clock clock) {
        this.operations = operations;
        this.clock = clock;
    }

    /** The last thing that an operation does. Idempotent. */
    Mono<Void> keep(Organization organization) {
        return organization.requiredOperation().kept()
                ? operations.keep(EndedOperation.of(organization, clock.instant()))
                : Mono.empty();
    }
}
