package io.tenantry.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds one operation of one instance before one of its steps: the next one that comes there. */
final class Hold {

    private static final AtomicInteger TICKETS = new AtomicInteger();
    private static final Duration COMES_WITHIN = Duration.ofSeconds(30);

    private final Instance instance;
    private final Step step;
    private final String ticket = Integer.toString(TICKETS.incrementAndGet());

    private Hold(Instance instance, Step step) {
        this.instance = instance;
        this.step = step;
    }

    static Hold arm(Instance instance, Step step) {
        Hold hold = new Hold(instance, step);
        hold.write(step.type() + "-" + step.name());
        return hold;
    }

    void awaitReached() {
        String held = "held " + step + " " + ticket;
        await("an operation before " + step)
                .atMost(COMES_WITHIN)
                .until(() -> instance.output().contains(held::equals));
    }

    /** Lets it go on, or as soon as its process does. */
    void release() {
        write("released-" + ticket);
    }

    private void write(String file) {
        try {
            Files.writeString(instance.holds().resolve(file), ticket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
