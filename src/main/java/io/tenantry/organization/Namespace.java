package io.tenantry.organization;

import io.tenantry.kernel.Sha256;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name under which an organization's data is kept: its database, or the prefix of its collections.
 *
 * <p>It is {@code org_} and words of {@code [a-z0-9]} with one {@code _} between them, so it is a legal name on every
 * platform and in every case (MongoDB manual, "Naming Restrictions": at most 63 bytes, none of {@code /\. "$*<>:|?} and
 * NUL), is never {@code admin}, {@code local} or {@code config}, and {@code <namespace>__<collection>} can be taken apart
 * again.
 *
 * <p>Keys of such words alone, for which there is room, are their own namespace: {@code org_acme_corp}. All others end in
 * {@code _} and ten hex digits of the key's SHA-256. So do keys that end like that by themselves, for otherwise "foo
 * 0123456789" could be given the namespace of a longer name. Thus two keys share a namespace only if 40 bits of SHA-256
 * agree; that can be brought about with patience, which is why a namespace belongs to whom its claim says.
 */
record Namespace(String value) {

    /** The limit of MongoDB; free and flex clusters of Atlas have {@link #MIN_BYTES}. */
    static final int MAX_BYTES = 63;

    static final int MIN_BYTES = 38;

    private static final String PREFIX = "org_";
    private static final Pattern LEGAL = Pattern.compile("org(_[a-z0-9]+)+");
    private static final Pattern ENDS_LIKE_A_DIGEST = Pattern.compile(".*_[0-9a-f]{10}");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^a-z0-9]+");
    private static final HexFormat HEX = HexFormat.of();
    private static final int DIGEST_BYTES = 5;
    private static final int DIGEST_ROOM = 1 + 2 * DIGEST_BYTES;
    private static final int SUFFIX_DIGITS = 6;
    private static final int SUFFIX_ROOM = 1 + SUFFIX_DIGITS;

    /** @throws IllegalArgumentException when it is none of this class's making */
    Namespace {
        if (value.length() > MAX_BYTES || !LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a namespace: " + value);
        }
    }

    /** Whether a database could be an organization's, by its name. */
    static boolean isOne(String database) {
        return database.length() <= MAX_BYTES && LEGAL.matcher(database).matches();
    }

    /**
     * The namespace that a key gets first; the same each time.
     *
     * @param maxBytes how long it may be, {@value #MIN_BYTES} to {@value #MAX_BYTES} bytes
     */
    static Namespace of(NameKey key, int maxBytes) {
        return new Namespace(named(key, checked(maxBytes)));
    }

    /**
     * A namespace for a key whose first one was used before: the same with {@code _} and six random hex digits more.
     * Where there is no room for them, the name gives way, by the rule of {@link #of}; neither its digest nor they do.
     *
     * <p>Nothing keeps it from being another key's; the claim decides, and the caller tries again.
     */
    static Namespace fresh(NameKey key, int maxBytes, RandomGenerator random) {
        String named = named(key, checked(maxBytes) - SUFFIX_ROOM);
        int bound = 1 << (4 * SUFFIX_DIGITS);
        return new Namespace(named + "_" + HEX.toHexDigits(random.nextInt(bound), SUFFIX_DIGITS));
    }

    private static int checked(int maxBytes) {
        if (maxBytes < MIN_BYTES || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException("A namespace has " + MIN_BYTES + " to " + MAX_BYTES + " bytes.");
        }
        return maxBytes;
    }

    private static String named(NameKey key, int maxBytes) {
        String whole = PREFIX + key.value();
        boolean itself = whole.length() <= maxBytes
                && LEGAL.matcher(whole).matches()
                && !ENDS_LIKE_A_DIGEST.matcher(whole).matches();
        return itself ? whole : stem(whole, maxBytes - DIGEST_ROOM) + "_" + digest(key);
    }

    /** What can be kept of a name, for people who look at a list of databases. */
    private static String stem(String whole, int room) {
        String plain = NOT_PLAIN.matcher(whole).replaceAll("_");
        String cut = plain.substring(0, Math.min(room, plain.length()));
        return cut.endsWith("_") ? cut.substring(0, cut.length() - 1) : cut;
    }

    private static String digest(NameKey key) {
        return Sha256.hex(key.value()).substring(0, 2 * DIGEST_BYTES);
    }

    @Override
    public String toString() {
        return value;
    }
}
