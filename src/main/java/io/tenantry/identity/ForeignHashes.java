package io.tenantry.identity;

import java.util.regex.Pattern;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Hashes of other programs: bcrypt, and Argon2 of any kind and cost. Each says by its first characters what it is. */
final class ForeignHashes {

    /** Spring Security's encoder fails with an error on what was cut short, instead of with no. */
    private static final Pattern ARGON2 =
            Pattern.compile("\\$argon2(?:id|i|d)(?:\\$v=\\d{1,3})?\\$m=[1-9]\\d{0,8},t=[1-9]\\d{0,8},p=[1-9]\\d{0,8}"
                    + "\\$[A-Za-z0-9+/]{11,}\\$[A-Za-z0-9+/]{6,}");

    /** What it is made with is for new hashes: to check one it takes the cost that this one names. */
    private static final PasswordEncoder ARGON2_OF_ANY_COST = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();

    private static final PasswordEncoder BCRYPT = new BCryptPasswordEncoder();

    private ForeignHashes() {}

    /** Whether a password has that hash; what is none fits nothing. */
    static boolean fits(String password, String hash) {
        PasswordEncoder method = ARGON2.matcher(hash).matches() ? ARGON2_OF_ANY_COST : BCRYPT;
        try {
            return method.matches(password, hash);
        } catch (IllegalArgumentException | IllegalStateException impossibleCost) {
            return false;
        }
    }
}
