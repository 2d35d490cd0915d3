package io.tenantry.embedded;

import java.nio.file.Path;

/** Another process, or another instance in this one, holds the data directory. Nothing was read or written there. */
public final class DataDirectoryInUseException extends EmbeddedDatabaseException {

    DataDirectoryInUseException(Path directory) {
        super("The data directory %s is used by another running Tenantry; stop it or choose another DATA_DIR."
                .formatted(directory));
    }
}
