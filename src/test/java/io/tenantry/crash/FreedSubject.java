package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

/** A rename that is taken back, and whose name nobody takes until its first instance wakes. */
final class FreedSubject extends RenameSubject {

    FreedSubject(Cluster cluster, Step step) {
        super(cluster, step);
    }

    @Override
    void moveOn() {
        assertThat(account().rename(cluster.second(), old).status()).isEqualTo(200);
    }

    /** The name that it wanted is as free as it was. */
    @Override
    void assertUnharmed() {
        assertKept(old);
        assertFree(wanted);
    }

    @Override
    public String toString() {
        return step + ", nobody in its place";
    }
}
