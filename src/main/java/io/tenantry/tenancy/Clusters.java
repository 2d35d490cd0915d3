package io.tenantry.tenancy;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.Map;

/** The MongoDB clusters that organizations live on: one client each, shared by all their tenants. */
public class Clusters {

    /** The cluster of {@code MONGODB_URL}, which also holds the master. */
    public static final String MAIN = "main";

    private final Map<String, MongoClient> clients;

    public Clusters(Map<String, MongoClient> clients) {
        this.clients = Map.copyOf(clients);
    }

    /**
     * The database of a placement.
     *
     * @throws IllegalStateException when the cluster is not configured
     */
    public MongoDatabase database(Placement placement) {
        return client(placement.cluster()).getDatabase(placement.database());
    }

    /**
     * The client of a cluster.
     *
     * @throws IllegalStateException when the cluster is not configured
     */
    public MongoClient client(String cluster) {
        MongoClient client = clients.get(cluster);
        if (client == null) {
            throw new IllegalStateException("The cluster '" + cluster + "' is not configured.");
        }
        return client;
    }
}
