package io.tenantry.identity;

import io.tenantry.kernel.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret that is generated once and kept beside the embedded database, for its owner alone. */
final class SecretKeyFile {

    private static final String NAME = "secret.key";

    private static final int BYTES = 48;

    private SecretKeyFile() {}

    /**
     * What is kept in that folder, or a new secret that is from now on.
     *
     * @throws StartRefusedException when the file cannot be read or written, or is empty
     */
    static String in(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            return Files.exists(file) ? kept(file) : generated(file);
        } catch (IOException failure) {
            throw new StartRefusedException(
                    "The key in " + file + " cannot be read or written: " + failure.getMessage(),
                    "Make DATA_DIR readable and writable for this user, or set SECRET_KEY.");
        }
    }

    private static String kept(Path file) throws IOException {
        String secret = Files.readString(file).strip();
        if (secret.isEmpty()) {
            throw new StartRefusedException(
                    "The key in " + file + " is lost: the file is empty.",
                    "Restore it from a copy. Or remove it, and a new key is made: then everybody signs in anew, with a"
                            + " recovery code where there is a second factor.");
        }
        return secret;
    }

    private static String generated(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getEncoder().encodeToString(random);
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        Files.writeString(ownerOnly(fresh), secret);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return secret;
    }

    private static Path ownerOnly(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }
}
