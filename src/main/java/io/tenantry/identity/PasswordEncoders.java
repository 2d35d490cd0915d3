package io.tenantry.identity;

import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Hashes of other programs verify too, with the prefix that names their method or without it. */
final class PasswordEncoders {

    static final String ARGON2 = "argon2";

    private PasswordEncoders() {}

    static PasswordEncoder ofAnyKind(PasswordEncoder argon2) {
        PasswordEncoder bcrypt = new BCryptPasswordEncoder();
        DelegatingPasswordEncoder encoder =
                new DelegatingPasswordEncoder(ARGON2, Map.of(ARGON2, argon2, "bcrypt", bcrypt));
        encoder.setDefaultPasswordEncoderForMatches(new UnprefixedEncoder(argon2, bcrypt));
        return encoder;
    }

    /** Tells a hash without a prefix by its own first characters: {@code $argon2id$…}, {@code $2a$…}. */
    private static final class UnprefixedEncoder extends AbstractValidatingPasswordEncoder {

        private final PasswordEncoder argon2;
        private final PasswordEncoder bcrypt;

        UnprefixedEncoder(PasswordEncoder argon2, PasswordEncoder bcrypt) {
            this.argon2 = argon2;
            this.bcrypt = bcrypt;
        }

        @Override
        protected boolean matchesNonNull(String rawPassword, String encodedPassword) {
            return (encodedPassword.startsWith("$argon2") ? argon2 : bcrypt).matches(rawPassword, encodedPassword);
        }

        @Override
        protected String encodeNonNullPassword(String rawPassword) {
            throw new UnsupportedOperationException("New hashes have a prefix.");
        }
    }
}
