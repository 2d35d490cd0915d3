package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;

/** What should not be, in words. */
final class Faults {

    private Faults() {}

    static void none(String where, Collection<String> faults) {
        assertThat(faults).as(where).isEmpty();
    }
}
