package io.tenantry.audit;

import io.tenantry.tenancy.MasterTemplate;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** Logs of the platform for tests of other modules. */
public final class PlatformAudits {

    private PlatformAudits() {}

    /** One that writes nothing while its master is away. */
    public static PlatformAudit without(AtomicBoolean away, MasterTemplate master, Clock clock) {
        return new PlatformAudit(
                new PlatformAuditStore(master) {
                    @Override
                    Mono<Void> insert(AuditEntry entry) {
                        return away.get() ? Mono.error(new IllegalStateException("no master")) : super.insert(entry);
                    }
                },
                clock);
    }
}
