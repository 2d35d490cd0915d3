package io.tenantry.identity;

import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet), writing what Spring Security's encoder
 * does, but in memory that is used again: that one makes 19,456 objects for each hash, and during a login flood collecting
 * them was what other requests waited for. The memory is cleared after each hash. There is as much of it as hashes were under
 * way at once, and the collector may have what is idle.
 */
final class Argon2 {

    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;

    private static final String METHOD = "$argon2id$v=19$m=" + KIBIBYTES + ",t=" + PASSES + ",p=" + LANES + "$";

    /** Head and hash as they are made here: 16 bytes are 22 characters without padding, and 32 are 43. */
    private static final Pattern OWN =
            Pattern.compile("(" + Pattern.quote(METHOD) + "[A-Za-z0-9+/]{22}\\$)[A-Za-z0-9+/]{43}");

    /** A block is a KiB; besides the memory proper a few are needed to fill it. */
    private static final int BLOCKS = KIBIBYTES + 16;

    /** What was used last is used first, so that the rest grows old enough for the collector. */
    private final Deque<SoftReference<BlockPool>> idle = new ConcurrentLinkedDeque<>();

    /** What all hashes with a salt, of 16 bytes, begin with. */
    static String head(byte[] salt) {
        return METHOD + base64(salt) + "$";
    }

    /** That of a hash; empty for one of another cost, and for what is none. */
    static Optional<String> findHead(String encoded) {
        Matcher own = OWN.matcher(encoded);
        return own.matches() ? Optional.of(own.group(1)) : Optional.empty();
    }

    /** The hash of a password that begins with a head. */
    String encode(String password, String head) {
        byte[] salt = Base64.getDecoder().decode(head.substring(METHOD.length(), head.length() - 1));
        return head + base64(hash(password, salt));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] hash(String password, byte[] salt) {
        BlockPool memory = takeMemory();
        try {
            return hash(password, salt, memory);
        } finally {
            idle.push(new SoftReference<>(memory));
        }
    }

    private static byte[] hash(String password, byte[] salt, BlockPool memory) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(KIBIBYTES)
                .withIterations(PASSES)
                .withParallelism(LANES)
                .withSalt(salt)
                .withBlockPool(memory)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private BlockPool takeMemory() {
        for (SoftReference<BlockPool> next = idle.poll(); next != null; next = idle.poll()) {
            BlockPool memory = next.get();
            if (memory != null) {
                return memory;
            }
        }
        return new FixedBlockPool(BLOCKS);
    }
}
