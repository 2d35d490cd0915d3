package io.tenantry.identity;

import io.tenantry.kernel.StartRefusedException;
import io.tenantry.tenancy.TenancySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that access tokens are signed with: at least 32 bytes, as long as the hash of HS256 (RFC 7518, section 3.2), and
 * none that somebody has published.
 */
final class SecretKeys {

    static final String HMAC = "HmacSHA256";

    private static final int LEAST_BYTES = 32;

    private static final String FILE = "secret.key";

    private static final String HOW_TO =
            "Set it to a secret of at least 32 bytes, the same for all instances. Make one with: openssl rand -base64 48";

    /** Parts of keys that stand in tutorials, templates and our own {@code .env.example}. */
    private static final Set<String> PUBLISHED = Set.of(
            "your-secret-key",
            "your_secret_key",
            "your_super_secret_key",
            "your-super-secret-key",
            "change-me",
            "changeme",
            "change_me",
            "change-this",
            "supersecret",
            "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7");

    private SecretKeys() {}

    /**
     * The key of the settings or, with the embedded database, one that is generated once and kept beside it.
     *
     * @throws StartRefusedException when there is none, or it is too short, or published
     */
    static SecretKey of(TokenSettings tokens, TenancySettings tenancy) {
        String configured = tokens.secretKey();
        if (configured != null && !configured.isEmpty()) {
            return key(checked(configured));
        }
        if (!tenancy.isEmbedded()) {
            throw new StartRefusedException("SECRET_KEY is not set, and MONGODB_URL is.", HOW_TO);
        }
        return key(kept(tenancy.dataDir().resolve(FILE)));
    }

    private static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    private static String checked(String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
            throw new StartRefusedException("SECRET_KEY is shorter than 32 bytes.", HOW_TO);
        }
        if (isPublished(secret)) {
            throw new StartRefusedException("SECRET_KEY is a published sample, which everybody knows.", HOW_TO);
        }
        return secret;
    }

    private static boolean isPublished(String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        return PUBLISHED.stream().anyMatch(lower::contains);
    }

    private static String kept(Path file) {
        try {
            return Files.exists(file) ? checked(Files.readString(file).strip()) : generated(file);
        } catch (IOException failure) {
            throw new StartRefusedException(
                    "The key in " + file + " cannot be read or written: " + failure.getMessage(),
                    "Make DATA_DIR readable and writable for this user, or set SECRET_KEY.");
        }
    }

    private static String generated(Path file) throws IOException {
        byte[] random = new byte[48];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getEncoder().encodeToString(random);
        Path fresh = file.resolveSibling(FILE + ".new");
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
