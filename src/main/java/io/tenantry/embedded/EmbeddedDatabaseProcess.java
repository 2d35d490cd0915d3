package io.tenantry.embedded;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * The embedded database as a process of its own, which several instances of Tenantry on one machine can share. It prints
 * one line with its URL when it is ready, and stops cleanly at SIGTERM or SIGINT.
 *
 * <p>Exit status: 143 after SIGTERM and 130 after SIGINT, as of any Java program; 0 after {@code --help}, 1 if the database
 * cannot start, 2 if the arguments are wrong.
 */
public final class EmbeddedDatabaseProcess {

    private static final int CANNOT_START = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private EmbeddedDatabaseProcess() {}

    /** Returns only if the database cannot start; see {@link ProcessOptions} for the arguments. */
    public static void main(String[] args) {
        try {
            run(ProcessOptions.parse(args), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + ProcessOptions.USAGE);
            System.exit(WRONG_ARGUMENTS);
        } catch (EmbeddedDatabaseException e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    private static void run(ProcessOptions options, PrintStream out) {
        if (options.help()) {
            out.println(ProcessOptions.USAGE);
            return;
        }
        Logs.quiet();
        EmbeddedDatabase database = EmbeddedDatabase.open(options.data(), options.port());
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "embedded-db-stop"));
        out.println("Embedded database ready at " + database.url());
        waitForSignal();
    }

    /** The signal ends the virtual machine while this waits; the hook does the rest. */
    private static void waitForSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
