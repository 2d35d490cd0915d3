package io.tenantry.tenancy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConfigurationException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import io.tenantry.kernel.StartRefusedException;
import java.util.concurrent.TimeUnit;

/**
 * Makes the clients of the clusters: whatever a URL's options or the cluster's defaults say, writes are by majority, and reads
 * are from the primary and of what it has: what a write met there is looked up again, and a read by majority may not know it
 * yet.
 */
final class MongoClients {

    /** A request is answered 503 within two seconds when the database is away. */
    private static final long SERVER_SELECTION_MILLIS = 1_500;

    private static final long OPERATION_MILLIS = 10_000;

    private MongoClients() {}

    /**
     * A client for a connection string.
     *
     * @throws StartRefusedException when it is not one; the message never holds the string, which may hold a password
     */
    static MongoClient create(String variable, String url) {
        if (!url.startsWith("mongodb://") && !url.startsWith("mongodb+srv://")) {
            throw refusal(variable + " does not begin with mongodb:// or mongodb+srv://.");
        }
        try {
            return com.mongodb.reactivestreams.client.MongoClients.create(settings(new ConnectionString(url)));
        } catch (IllegalArgumentException malformed) {
            // The driver's reason quotes parts of the string, so it is not shown.
            throw refusal(variable + " is not a MongoDB connection string.");
        } catch (MongoConfigurationException unresolved) {
            throw refusal("The host in " + variable + " cannot be looked up.");
        }
    }

    private static StartRefusedException refusal(String description) {
        return new StartRefusedException(
                description,
                "Set it to one like mongodb://user:password@host:27017/?replicaSet=rs0 or"
                        + " mongodb+srv://user:password@cluster.example.net/ and percent-encode any of : / ? # [ ] @ %"
                        + " within the user name and the password.");
    }

    static MongoClientSettings settings(ConnectionString url) {
        return MongoClientSettings.builder()
                .applyConnectionString(url)
                .applicationName("tenantry")
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SERVER_SELECTION_MILLIS, TimeUnit.MILLISECONDS))
                .timeout(OPERATION_MILLIS, TimeUnit.MILLISECONDS)
                .writeConcern(WriteConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .readConcern(ReadConcern.LOCAL)
                .build();
    }
}
