package io.tenantry.organization;

import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;

/** This process among all that run the service: another one after every start. */
@Component
class Instance {

    private final String name = new ObjectId().toHexString();

    String name() {
        return name;
    }
}
