package io.tenantry.benchmark;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** From {@code java -jar} with an empty data folder to the first 200, embedded database included. */
final class StartTime {

    private static final int STARTS = 5;
    private static final double BOUND_SECONDS = 5;

    private StartTime() {}

    static List<Figure> measure(BenchmarkSettings settings) {
        System.out.println("start");
        Samples seconds = new Samples(IntStream.range(0, STARTS)
                .mapToObj(start -> secondsToFirstAnswer(settings))
                .toList());
        return List.of(new Figure(
                "Start to first 200", seconds.text("%.2f", " s"), "–", seconds.median(), BOUND_SECONDS, " s"));
    }

    private static double secondsToFirstAnswer(BenchmarkSettings settings) {
        try (Folder data = Folder.create()) {
            Map<String, String> environment =
                    Map.of("DATA_DIR", data.path().resolve("data").toString());
            long start = System.nanoTime();
            try (Service service = Service.starting(settings, "start", environment)) {
                service.await(settings.startPath(), true);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "  %.2f s, CPU %d ms%n",
                        seconds, service.process().cpu().toMillis());
                return seconds;
            }
        }
    }
}
