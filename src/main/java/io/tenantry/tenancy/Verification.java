package io.tenantry.tenancy;

import java.util.Optional;

/**
 * Whether a copy is its source.
 *
 * @param difference what differs first; empty when nothing does
 */
public record Verification(Optional<Difference> difference) {

    static final Verification SAME = new Verification(Optional.empty());

    static Verification differs(Difference difference) {
        return new Verification(Optional.of(difference));
    }

    public boolean same() {
        return difference.isEmpty();
    }
}
