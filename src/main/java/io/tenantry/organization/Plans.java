package io.tenantry.organization;

import org.springframework.stereotype.Component;

/** How each operation goes, for an instance that did not begin it. */
@Component
class Plans {

    private final Provisioning provisioning;
    private final Renaming renaming;
    private final Deletion deletion;

    Plans(Provisioning provisioning, Renaming renaming, Deletion deletion) {
        this.provisioning = provisioning;
        this.renaming = renaming;
        this.deletion = deletion;
    }

    Plan of(OperationType type) {
        return switch (type) {
            case PROVISION -> provisioning.plan();
            case RENAME -> renaming.plan();
            case DELETE -> deletion.plan();
        };
    }
}
