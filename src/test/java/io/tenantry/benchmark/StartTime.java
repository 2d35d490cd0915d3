package io.tenantry.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From starting the process with an empty data folder to the first 200, embedded database included: with the flag of
 * {@code mvn spring-boot:run}, unpacked with an archive of its classes and without one, as the README runs it on a server, and
 * as the jar of jars that the build leaves.
 */
final class StartTime {

    private static final int STARTS = 5;
    private static final double BOUND_SECONDS = 5;

    /** What {@code mvn spring-boot:run} adds. */
    private static final String QUICK_TO_COMPILE = "-XX:TieredStopAtLevel=1";

    private StartTime() {}

    static List<Figure> measure(BenchmarkSettings settings) {
        BenchmarkSettings unpacked = settings.with(unpacked(settings.jar()));
        return List.of(
                figure("Start to first 200, quick to compile", unpacked.with(QUICK_TO_COMPILE)),
                figure(
                        "Start to first 200, with a class archive",
                        unpacked.with("-XX:SharedArchiveFile=" + archived(unpacked))),
                figure("Start to first 200, unpacked", unpacked),
                figure("Start to first 200, in one file", settings));
    }

    /** The classes of a start that serves nobody, as the README makes it. */
    private static Path archived(BenchmarkSettings settings) {
        Path archive = settings.work().resolve("tenantry.jsa").toAbsolutePath();
        try (Folder data = Folder.create()) {
            JavaProcess training = JavaProcess.service(
                    settings.with("-XX:ArchiveClassesAtExit=" + archive).with("-Dspring.context.exit=onRefresh"),
                    "training",
                    Map.of("DATA_DIR", data.path().resolve("data").toString()));
            training.awaitEnd();
        }
        return archive;
    }

    private static Figure figure(String name, BenchmarkSettings settings) {
        System.out.println(name);
        Samples seconds = new Samples(IntStream.range(0, STARTS)
                .mapToObj(start -> secondsToFirstAnswer(settings))
                .toList());
        return new Figure(name, seconds.text("%.2f", " s"), "–", seconds.median(), BOUND_SECONDS, " s");
    }

    /** Beside the jar of jars the build leaves the service with its libraries as files of their own. */
    private static Path unpacked(Path jar) {
        return jar.resolveSibling("tenantry").resolve(jar.getFileName());
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
