package io.tenantry.identity;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.StartRefusedException;
import io.tenantry.tenancy.TenancySettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of the service: each at least 32 bytes, as long as the hash of HS256 (RFC 7518, section 3.2), and none that
 * somebody has published.
 *
 * @param current what is signed with and what other keys are derived from
 * @param previous those from before: what was made with them is still good
 */
record SecretKeys(SecretKey current, List<SecretKey> previous) {

    static final String HMAC = "HmacSHA256";

    private static final String CURRENT = "SECRET_KEY";

    private static final String PREVIOUS = "A key of PREVIOUS_SECRET_KEYS";

    private static final int LEAST_BYTES = 32;

    private static final String HOW_TO =
            "Set it to a secret of at least 32 bytes, the same for all instances. Make one with: openssl rand -base64 48";

    private static final String LEAVE_OUT =
            "Only a key that was a good SECRET_KEY can be a previous one. Separate them by commas, or leave it out.";

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

    /**
     * The keys of the settings. With the embedded database a current one that is not set is generated once and kept beside
     * it.
     *
     * @throws StartRefusedException when there is none, or one is too short, or published
     */
    static SecretKeys of(TokenSettings tokens, TenancySettings tenancy) {
        return new SecretKeys(
                key(CURRENT, current(tokens, tenancy), HOW_TO),
                tokens.previousSecretKeys().stream()
                        .map(secret -> key(PREVIOUS, secret, LEAVE_OUT))
                        .toList());
    }

    /** Keys for other purposes than signing. */
    DerivedKeys derived() {
        return new DerivedKeys(current, previous);
    }

    private static String current(TokenSettings tokens, TenancySettings tenancy) {
        String configured = tokens.secretKey();
        if (configured != null && !configured.isEmpty()) {
            return configured;
        }
        if (!tenancy.isEmbedded()) {
            throw new StartRefusedException("SECRET_KEY is not set, and MONGODB_URL is.", HOW_TO);
        }
        return SecretKeyFile.in(tenancy.dataDir());
    }

    private static SecretKey key(String what, String secret, String action) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_BYTES) {
            throw new StartRefusedException(what + " is shorter than 32 bytes.", action);
        }
        if (isPublished(secret)) {
            throw new StartRefusedException(what + " is a published sample, which everybody knows.", action);
        }
        return new SecretKeySpec(bytes, HMAC);
    }

    private static boolean isPublished(String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        return PUBLISHED.stream().anyMatch(lower::contains);
    }
}
