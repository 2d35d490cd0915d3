package io.tenantry;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

/** The server that tests talk to: the one in {@code TEST_MONGODB_URL}, or else one in this process for all of them. */
public final class TestMongo {

    private TestMongo() {}

    public static String url() {
        String configured = System.getenv("TEST_MONGODB_URL");
        return configured == null ? Embedded.SERVER.getConnectionString() : configured;
    }

    /** What only a real server has, such as validators and collations, is tested there alone. */
    public static boolean isEmbedded() {
        return System.getenv("TEST_MONGODB_URL") == null;
    }

    private static final class Embedded {

        static final MongoServer SERVER = start();

        private static MongoServer start() {
            MongoServer server = new MongoServer(H2Backend.inMemory());
            server.bind();
            Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "stop embedded database"));
            return server;
        }
    }
}
