package io.tenantry.tenancy;

/**
 * Where an organization's data lives.
 *
 * @param cluster the name of a cluster of {@link Clusters}
 * @param mode whether the organization has a database to itself
 * @param database the database
 * @param prefix what the names of its collections begin with; empty in {@link Mode#DATABASE}
 */
public record Placement(String cluster, Mode mode, String database, String prefix) {

    /** How an organization shares the server with others. */
    public enum Mode {
        /** A database of its own. */
        DATABASE
    }

    public static Placement database(String cluster, String database) {
        return new Placement(cluster, Mode.DATABASE, database, "");
    }

    /** What is claimed, once, ever: {@code <cluster>/<database>/<prefix>}. */
    public String namespace() {
        return cluster + "/" + database + "/" + prefix;
    }

    /** The collection's full name in {@link #database()}. */
    public String collection(String name) {
        return prefix + name;
    }
}
