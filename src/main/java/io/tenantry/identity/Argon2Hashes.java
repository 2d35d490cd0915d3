package io.tenantry.identity;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.EmailAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.crypto.password.PasswordEncoder;
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

    private static final String PREFIX = "{" + PasswordEncoders.ARGON2 + "}";

    private final Argon2Encoder argon2 = new Argon2Encoder();
    private final PasswordEncoder ofAnyKind = PasswordEncoders.ofAnyKind(argon2);
    private final AddressSalts salts;

    Argon2Hashes(DerivedKeys keys) {
        this.salts = new AddressSalts(keys);
    }

    @Override
    public String hash(EmailAddress owner, String password) {
        return PREFIX + argon2.encode(password, Argon2Encoder.head(salts.of(owner)));
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
    public boolean isOutdated(EmailAddress owner, String hash) {
        return !hash.startsWith(PREFIX + Argon2Encoder.head(salts.of(owner)));
    }

    /** Of one password, which is hashed once with each salt. */
    private final class Check {

        private final String password;
        private final Map<String, String> hashedWith = new HashMap<>();

        Check(String password) {
            this.password = password;
        }

        boolean fits(String hash) {
            return Argon2Encoder.findHead(withoutPrefix(hash))
                    .map(head -> hashedWith.computeIfAbsent(head, same -> argon2.encode(password, same)))
                    .map(hashed -> Argon2Encoder.isEqual(hashed, withoutPrefix(hash)))
                    .orElseGet(() -> ofAnyKind.matches(password, hash));
        }

        private static String withoutPrefix(String hash) {
            return hash.startsWith(PREFIX) ? hash.substring(PREFIX.length()) : hash;
        }
    }
}
