package io.tenantry.audit;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Uninterrupted;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * The log of the platform, in the master: what superusers do with organizations, what was refused, and what superusers read
 * inside an organization, where reading must not write. Entries that are {@linkplain AuditEvent#in in} an organization are
 * in the list of its own log too. They are no chain.
 */
@Service
public class PlatformAudit {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformAudit.class);

    /** How long an answer that needs no entry waits for one. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PlatformAuditStore store;
    private final Clock clock;

    PlatformAudit(PlatformAuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A change together with its entry, which is written before the change is answered, by whom {@link Origin#current()}
     * says. 503 {@code write_unconfirmed} when it cannot be.
     *
     * @param event what to record, from the answer of the change
     */
    public <T> Mono<T> recorded(Mono<T> change, Function<? super T, AuditEvent> event) {
        return Origin.current()
                .flatMap(origin -> Uninterrupted.of(change.flatMap(
                        answer -> required(event.apply(answer), origin).thenReturn(answer))));
    }

    /** For a change by somebody who has no token yet, such as the first superuser. */
    public <T> Mono<T> recorded(Mono<T> change, Function<? super T, AuditEvent> event, Origin origin) {
        return recorded(change, event).contextWrite(origin.inContext());
    }

    private Mono<Void> required(AuditEvent event, Origin origin) {
        return write(event, origin)
                .doOnError(failure -> LOG.warn("An entry of the platform's audit log was not written", failure))
                .onErrorMap(failure -> unconfirmed());
    }

    /**
     * Writes an entry if it can be written within a second: for refusals and reads, whose answers matter more. It never
     * fails.
     *
     * @return whether it is known to be written
     */
    public Mono<Boolean> noted(AuditEvent event, Origin origin) {
        return Uninterrupted.of(write(event, origin)
                .timeout(PATIENCE)
                .doOnError(failure ->
                        LOG.warn("{} by {} was not recorded: {}", event.action(), origin.account(), failure.toString()))
                .thenReturn(true)
                .onErrorReturn(false));
    }

    private Mono<Void> write(AuditEvent event, Origin origin) {
        return Mono.defer(() -> store.insert(AuditEntry.of(event, origin, clock.instant())));
    }

    private static ProblemException unconfirmed() {
        return new ProblemException(
                ErrorCode.WRITE_UNCONFIRMED,
                "This may have been done, but not recorded in the audit log: look before you repeat it.");
    }
}
