package io.tenantry.organization;

import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;

/**
 * This process among all that run the service, another one after every start, and its executions: whoever runs an operation
 * is named by both, so that two executions in one process are as far apart as two processes.
 */
@Component
class Instance {

    private final String name = new ObjectId().toHexString();

    /** The owner of an operation that begins or goes on here now. */
    String newOwner() {
        return name + "/" + new ObjectId().toHexString();
    }

    boolean isMine(Operation operation) {
        String owner = operation.owner();
        return owner != null && owner.startsWith(name + "/");
    }
}
