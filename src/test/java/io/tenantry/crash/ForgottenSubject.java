package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;

/** The making of an organization that is undone, and whose name and address nobody takes until its first instance wakes. */
final class ForgottenSubject extends ProvisionSubject {

    ForgottenSubject(Cluster cluster, Step step) {
        super(cluster, step);
    }

    @Override
    void awaitEnd() {
        awaitRest(Filters.eq("admin_email", email));
        assertThat(cluster.master().knows(Filters.eq("admin_email", email))).isFalse();
    }

    @Override
    void moveOn() {}

    /** Name and address are as free as they were. */
    @Override
    void assertUnharmed() {
        assertFree(name);
    }

    @Override
    public String toString() {
        return step + ", nobody in its place";
    }
}
