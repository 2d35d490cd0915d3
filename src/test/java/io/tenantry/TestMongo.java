package io.tenantry;

import io.tenantry.embedded.EmbeddedDatabase;

/** The server that tests talk to: the one in {@code TEST_MONGODB_URL}, or else one in this process for all of them. */
public final class TestMongo {

    private TestMongo() {}

    public static String url() {
        String configured = System.getenv("TEST_MONGODB_URL");
        return configured == null ? Embedded.SERVER.url() : configured;
    }

    /** What only a real server has, such as validators and collations, is tested there alone. */
    public static boolean isEmbedded() {
        return System.getenv("TEST_MONGODB_URL") == null;
    }

    private static final class Embedded {

        static final EmbeddedDatabase SERVER = start();

        private static EmbeddedDatabase start() {
            EmbeddedDatabase server = EmbeddedDatabase.inMemory();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop embedded database"));
            return server;
        }
    }
}
