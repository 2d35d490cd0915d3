package io.tenantry.organization;

/** The steps of all operations, as they stand in an organization's document and in {@code GET /operations/{id}}. */
enum StepName {
    /** Takes the name, the founder's address and a namespace. */
    CLAIM,
    /** Hashes the founder's password and keeps it with a login that cannot be used yet. */
    ENROL,
    /** Makes the first collection, with the founder in it. */
    POPULATE,
    /** From here people can get in. */
    OPEN,

    CLAIM_NAME,
    /** From here no write is acknowledged. */
    FREEZE,
    /** Lets every instance notice. */
    SETTLE,
    CHOOSE_NAMESPACE,
    CLAIM_NAMESPACE,
    COPY,
    VERIFY,
    /** The point of no return: name and place change, and writes go on. */
    SWITCH,
    RELEASE_NAME,
    RETIRE_NAMESPACE,

    DROP,
    REMOVE_LOGINS,
    RELEASE_CLAIMS,
    BURY,

    /** Undoes a rename: from here writes go on, where they always went. */
    REOPEN,
    RETIRE_TARGETS,
    RELEASE_TARGET_NAME,

    /** Undoes a provisioning that has written nothing outside the master. */
    FORGET_LOGINS,
    FORGET_CLAIMS,
    FORGET,
    /** Undoes a later one: nobody gets in, and then it goes like a deletion. */
    CLOSE,

    /** Ends a rename that was undone. */
    GIVE_UP,

    /** Keeps what became of it for those who ask. */
    FINISH
}
