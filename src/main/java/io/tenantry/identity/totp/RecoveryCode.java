package io.tenantry.identity.totp;

import io.tenantry.kernel.Sha256;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.util.encoders.Base32;

/**
 * What stands in for a code when the authenticator is lost, once. It is 80 random bits, so that the plain SHA-256 of it is
 * enough to keep: trying all of them takes a million machines of a billion hashes a second each some 40 years. A slow hash is for
 * what people make up.
 *
 * @param characters 16 of Base32, without the dashes that they are shown with
 */
public record RecoveryCode(String characters) {

    private static final int HOW_MANY = 10;
    private static final int BYTES = 10;
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{16}");
    private static final Pattern GROUP = Pattern.compile("(.{4})(?=.)");

    /** As many as a person gets. */
    public static List<RecoveryCode> randoms(RandomGenerator random) {
        return Stream.generate(() -> random(random)).limit(HOW_MANY).toList();
    }

    private static RecoveryCode random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new RecoveryCode(Base32.toBase32String(bytes));
    }

    static boolean isOne(String characters) {
        return FORM.matcher(characters.toUpperCase(Locale.ROOT)).matches();
    }

    static RecoveryCode of(String characters) {
        return new RecoveryCode(characters.toUpperCase(Locale.ROOT));
    }

    /** {@code abcd-efgh-ijkl-mnop}. */
    public String shown() {
        return GROUP.matcher(characters.toLowerCase(Locale.ROOT)).replaceAll("$1-");
    }

    /** What is kept of it. */
    public String hash() {
        return Sha256.hex(characters);
    }
}
