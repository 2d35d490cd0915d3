package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/** How passwords become hashes, and which hashes they fit. Both take long, on purpose: {@link PasswordHashing}. */
interface PasswordHashes {

    /** The hash of a password of an account with that address. */
    String hash(EmailAddress owner, String password);

    /**
     * Those of the hashes that a password fits. For none it takes as long as for one, and for all that {@link #hash} made for
     * one address together as long as for one of them.
     */
    Set<String> fitting(String password, Collection<String> hashes);

    /** Tells of hashes of accounts with that address whether {@link #hash} makes others by now. */
    Predicate<String> outdated(EmailAddress owner);
}
