package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.context.support.GenericApplicationContext;

/** For benchmarks: hashes that cost nothing. */
public final class NoHashing implements PasswordHashes {

    /** As long as a real one. */
    private static final String HASH = Argon2Hashes.OF_NOBODY;

    private NoHashing() {}

    public static void register(GenericApplicationContext context) {
        context.registerBean(
                "noHashing", PasswordHashes.class, NoHashing::new, definition -> definition.setPrimary(true));
    }

    @Override
    public String hash(EmailAddress owner, String password) {
        return HASH;
    }

    @Override
    public Set<String> fitting(String password, Collection<String> hashes) {
        return Set.copyOf(hashes);
    }

    @Override
    public Predicate<String> outdated(EmailAddress owner) {
        return hash -> false;
    }
}
