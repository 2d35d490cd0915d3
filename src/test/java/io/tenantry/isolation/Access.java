package io.tenantry.isolation;

/** Who an operation is for. What {@link Operations} does not name is for {@link #HOLDERS}. */
enum Access {

    /** Anybody; credentials, good or bad, make no difference. */
    OPEN,

    /** Anybody without credentials, and whoever has good ones, who may see more. */
    LOOKUP,

    /** Whoever holds a permission in the organization they act in. */
    HOLDERS,

    /** Each person of an organization, for themselves. */
    PERSON,

    /** Superusers, who act in no organization. */
    PLATFORM
}
