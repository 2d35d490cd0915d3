package io.tenantry.benchmark;

import java.util.List;
import java.util.Locale;

/** What is on the heap after a full collection when 1,000 organizations were made, hashing and all. */
final class HeapUse {

    private static final int ORGANIZATIONS = 1_000;
    private static final double BOUND_MEGABYTES = 150;

    private HeapUse() {}

    static List<Figure> measure(BenchmarkSettings settings) {
        System.out.println("heap");
        return List.of(embedded(settings), separate(settings));
    }

    private static Figure embedded(BenchmarkSettings settings) {
        try (Folder data = Folder.create();
                Service service = Service.embedded(settings, "heap-embedded", data)) {
            return figure(settings, service, "embedded database");
        }
    }

    private static Figure separate(BenchmarkSettings settings) {
        try (Database database = new Database(settings);
                Service service = Service.on(settings, "heap-separate", database)) {
            return figure(settings, service, "separate database");
        }
    }

    private static Figure figure(BenchmarkSettings settings, Service service, String where) {
        double before = service.process().heapAfterCollection();
        new Caller(settings.creators()).all(service.creates(ORGANIZATIONS));
        double after = service.process().heapAfterCollection();
        return new Figure(
                "Heap after 1,000 organizations, " + where,
                String.format(Locale.ROOT, "%.0f MiB", after),
                String.format(Locale.ROOT, "%.0f MiB before", before),
                after,
                BOUND_MEGABYTES,
                " MiB");
    }
}
