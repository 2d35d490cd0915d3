package io.tenantry.organization;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Tells monitoring how much nothing explains: the gauge {@code tenantry.orphans}, by {@code kind}, as the last sweep of this
 * instance found it. Every instance sweeps, so the numbers of several are not to be added up.
 */
@Component
class OrphanMetrics {

    private final Map<Orphan.Kind, AtomicLong> counts = new EnumMap<>(Orphan.Kind.class);

    OrphanMetrics(MeterRegistry registry) {
        for (Orphan.Kind kind : Orphan.Kind.values()) {
            AtomicLong count = new AtomicLong();
            counts.put(kind, count);
            Gauge.builder("tenantry.orphans", count, AtomicLong::get)
                    .description("Databases that nobody claimed, and claims that no organization names")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** What a sweep has found. */
    void found(Collection<Orphan> orphans) {
        counts.forEach((kind, count) -> count.set(
                orphans.stream().filter(orphan -> orphan.kind() == kind).count()));
    }
}
