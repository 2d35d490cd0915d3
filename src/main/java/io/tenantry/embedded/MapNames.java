package io.tenantry.embedded;

/**
 * How the maps of the store are named. The separator is NUL, which MongoDB allows in no name, so that no two namespaces
 * share a map and none is the beginning of another: {@code org_acme} and {@code org_acme_corp} never meet.
 */
final class MapNames {

    /** The collection that names the collections of its database. */
    static final String NAMESPACES = "system.namespaces";

    private static final char SEPARATOR = '\0';
    private static final String DATA = "data" + SEPARATOR;

    private MapNames() {}

    static String data(String database, String collection) {
        return DATA + database + SEPARATOR + collection;
    }

    static String index(String database, String collection, String index) {
        return "index" + SEPARATOR + database + SEPARATOR + collection + SEPARATOR + index;
    }

    static boolean isData(String map) {
        return map.startsWith(DATA);
    }

    /** The database of a data map. */
    static String database(String dataMap) {
        return dataMap.substring(DATA.length(), dataMap.indexOf(SEPARATOR, DATA.length()));
    }
}
