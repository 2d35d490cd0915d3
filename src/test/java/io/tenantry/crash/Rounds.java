package io.tenantry.crash;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How many rounds there are to do, in legs that can be had again one by one: what is chosen in a leg comes from the seed
 * and the number of its first round. {@code -Dcrash.rounds} asks for the long form, which remembers in
 * {@code target/crash/progress.properties} how far it came and goes on there; {@code -Dcrash.seed} begins again with another
 * seed.
 */
final class Rounds {

    private static final Path PROGRESS = Program.LOGS.resolve("progress.properties");
    private static final int SHORT_FORM = 2;
    private static final long SHORT_SEED = 20_261_120;
    private static final int LEG = 10;

    private final @Nullable Path progress;
    private final long seed;
    private final int total;
    private int done;

    private Rounds(@Nullable Path progress, long seed, int total, int done) {
        this.progress = progress;
        this.seed = seed;
        this.total = total;
        this.done = done;
    }

    static Rounds asked() {
        Integer total = Integer.getInteger("crash.rounds");
        return total == null
                ? new Rounds(null, Long.getLong("crash.seed", SHORT_SEED), SHORT_FORM, 0)
                : longForm(PROGRESS, total, Long.getLong("crash.seed"));
    }

    static boolean isLongForm() {
        return Integer.getInteger("crash.rounds") != null;
    }

    /** Goes on with what was asked for before, unless that is done or another seed is asked for. */
    static Rounds longForm(Path progress, int total, @Nullable Long seed) {
        Properties before = read(progress);
        boolean same = Integer.toString(total).equals(before.getProperty("rounds"))
                && (seed == null || Long.toString(seed).equals(before.getProperty("seed")));
        int done = same ? Integer.parseInt(before.getProperty("done")) : total;
        if (done < total) {
            return new Rounds(progress, Long.parseLong(before.getProperty("seed")), total, done);
        }
        Rounds fresh =
                new Rounds(progress, seed == null ? ThreadLocalRandom.current().nextInt() : seed, total, 0);
        fresh.write();
        return fresh;
    }

    private static Properties read(Path progress) {
        Properties properties = new Properties();
        if (Files.exists(progress)) {
            try (Reader reader = Files.newBufferedReader(progress)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    private void write() {
        if (progress == null) {
            return;
        }
        Properties properties = new Properties();
        properties.setProperty("seed", Long.toString(seed));
        properties.setProperty("rounds", Integer.toString(total));
        properties.setProperty("done", Integer.toString(done));
        try (Writer writer = Files.newBufferedWriter(progress)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many rounds the next leg has. */
    int next() {
        return Math.min(LEG, total - done);
    }

    /** Where the chances of the next leg come from. */
    long seed() {
        return seed + done;
    }

    /** Notes that a leg went well; answers whether there is another. */
    boolean passed() {
        done += next();
        write();
        return done < total;
    }

    @Override
    public String toString() {
        return "round %d of %d, seed %d".formatted(done, total, seed);
    }
}
