package io.tenantry.tenancy;

import io.tenantry.kernel.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the data lives.
 *
 * @param mongodbUrl {@code MONGODB_URL}; without one the embedded database is used
 * @param masterDatabase {@code MASTER_DB_NAME}
 * @param dataDir {@code DATA_DIR}: what the embedded database and generated keys live in
 * @param mode {@code TENANCY_MODE}: so far only {@code database}, one for each organization
 * @param databaseNameBytes {@code TENANCY_DATABASE_NAME_BYTES}: how long a database name may be, 38 on Atlas free and flex
 *     clusters, 63 elsewhere
 * @param render {@code RENDER}: set by the hosting service of that name, whose disk forgets
 * @param embeddedDatabase {@code EMBEDDED_DATABASE}: whether the embedded database is wanted there all the same
 */
@ConfigurationProperties("tenantry.tenancy")
public record TenancySettings(
        @Nullable String mongodbUrl,
        @DefaultValue(TenancySettings.MASTER) String masterDatabase,
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("database") String mode,
        @DefaultValue("63") int databaseNameBytes,
        boolean render,
        boolean embeddedDatabase) {

    /** The shortest limit under which a namespace still tells two organizations apart. */
    private static final int LEAST_NAME_BYTES = 38;

    private static final int MOST_NAME_BYTES = 63;

    private static final String MASTER = "master_organization_db";

    /** MongoDB manual, "Naming Restrictions", on any system. */
    private static final Pattern DATABASE_NAME = Pattern.compile("[^/\\\\. \"$*<>:|?\\x00]+");

    private static final Set<String> SERVERS_OWN = Set.of("admin", "config", "local");

    public TenancySettings {
        masterDatabase = masterDatabase.isBlank() ? MASTER : masterDatabase;
        if (!canBeMaster(masterDatabase)) {
            throw new StartRefusedException(
                    "MASTER_DB_NAME is '" + masterDatabase + "'.",
                    "Leave it out, or set it to the name of a database: up to 63 bytes, without / \\ . \" $ * < > : | ? and"
                            + " spaces, and none of the server's own (admin, config, local).");
        }
        if (!mode.equals("database")) {
            throw new StartRefusedException(
                    "TENANCY_MODE is '" + mode + "'.",
                    "Leave it out, or set it to 'database': no other mode exists yet.");
        }
        if (databaseNameBytes < LEAST_NAME_BYTES || databaseNameBytes > MOST_NAME_BYTES) {
            throw new StartRefusedException(
                    "TENANCY_DATABASE_NAME_BYTES is " + databaseNameBytes + ".",
                    "Set it to a number from 38 (Atlas free and flex clusters) to 63, or leave it out.");
        }
        if (render && !embeddedDatabase && isBlank(mongodbUrl)) {
            throw new StartRefusedException(
                    "MONGODB_URL is not set, and the disk of a Render service forgets everything at each deployment.",
                    "Set MONGODB_URL to a MongoDB (Atlas has free clusters), or EMBEDDED_DATABASE=true to try it out all"
                            + " the same.");
        }
    }

    private static boolean canBeMaster(String database) {
        return DATABASE_NAME.matcher(database).matches()
                && database.getBytes(StandardCharsets.UTF_8).length <= MOST_NAME_BYTES
                && !SERVERS_OWN.contains(database);
    }

    /** Whether the data lives in this process. */
    public boolean isEmbedded() {
        return isBlank(mongodbUrl);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
