package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import java.util.Collection;
import java.util.Set;

/** How passwords become hashes, and which hashes they fit. Both take long, on purpose: {@link PasswordHashing}. */
interface PasswordHashes {

    /** The hash of a password of an account with that address. */
    String hash(EmailAddress owner, String password);

    /**
     * Those of the hashes that a password fits. For none it takes as long as for one, and for all that {@link #hash} made for
     * one address together as long as for one of them.
     */
    Set<String> fitting(String password, Collection<String> hashes);

    /** Whether {@link #hash} makes another kind of hash by now, or with another salt. */
    boolean isOutdated(EmailAddress owner, String hash);
}
