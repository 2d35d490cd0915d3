package io.tenantry.identity;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Argon2id with one salt for all accounts of an e-mail address ({@link AddressSalts}), so that one computation holds a
 * password against all of them: how long a login takes, and how long those take that wait behind it, does not tell how many
 * accounts an address has. Hashes with other salts, from before this or from other programs, take a computation each, and are
 * outdated.
 */
@Component
class Argon2Hashes implements PasswordHashes {

    /** The hash of a random text that nobody kept. */
    static final String OF_NOBODY =
            "{argon2}$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw$67jxpB1IqgsMk7RHbyVJUKNSFNghKq1b0b9sg1XHWdU";

    private static final String PREFIX = "{argon2}";

    /** With which other programs name a method; some leave it out. */
    private static final Pattern ANY_PREFIX = Pattern.compile("^\\{(?:argon2|bcrypt)}");

    private final Argon2 argon2 = new Argon2();
    private final AddressSalts salts;

    Argon2Hashes(DerivedKeys keys) {
        this.salts = new AddressSalts(keys);
    }

    @Override
    public String hash(EmailAddress owner, String password) {
        return PREFIX + argon2.encode(password, Argon2.head(salts.of(owner)));
    }

    @Override
    public Set<String> fitting(String password, Collection<String> hashes) {
        Check check = new Check(password);
        if (hashes.isEmpty()) {
            check.fits(OF_NOBODY);
        }
        return hashes.stream().filter(check::fits).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Predicate<String> outdated(EmailAddress owner) {
        String head = PREFIX + Argon2.head(salts.of(owner));
        return hash -> !hash.startsWith(head);
    }

    /** Of one password, which is hashed once with each salt. */
    private final class Check {

        private final String password;
        private final Map<String, String> hashedWith = new HashMap<>();

        Check(String password) {
            this.password = password;
        }

        boolean fits(String hash) {
            String encoded = ANY_PREFIX.matcher(hash).replaceFirst("");
            return Argon2.findHead(encoded)
                    .map(head -> hashedWith.computeIfAbsent(head, same -> argon2.encode(password, same)))
                    .map(hashed -> isEqual(hashed, encoded))
                    .orElseGet(() -> ForeignHashes.fits(password, encoded));
        }

        /** In a time that does not tell where they differ. */
        private static boolean isEqual(String one, String other) {
            return MessageDigest.isEqual(
                    one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
