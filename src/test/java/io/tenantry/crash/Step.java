package io.tenantry.crash;

import java.util.List;
import java.util.stream.Stream;

/** A step of an operation, by the names under which the service knows it. */
record Step(String type, String name) {

    /** Of making an organization. */
    static final List<Step> PROVISION = steps("PROVISION", "CLAIM", "ENROL", "POPULATE", "OPEN");

    /** Of a rename, to the switch. */
    static final List<Step> RENAME = steps(
            "RENAME",
            "CLAIM_NAME",
            "FREEZE",
            "SETTLE",
            "CHOOSE_NAMESPACE",
            "CLAIM_NAMESPACE",
            "COPY",
            "VERIFY",
            "SWITCH");

    /** Of a rename that can only be finished. */
    static final List<Step> RENAME_SWITCHED = steps("RENAME", "RELEASE_NAME", "RETIRE_NAMESPACE", "FINISH");

    /** Of a rename that cannot be finished. */
    static final List<Step> UNDO = steps("RENAME", "REOPEN", "RETIRE_TARGETS", "RELEASE_TARGET_NAME", "GIVE_UP");

    /** Of taking an organization away. */
    static final List<Step> DELETE = steps("DELETE", "DROP", "REMOVE_LOGINS", "RELEASE_CLAIMS", "BURY");

    /** What a new organization takes before anything is written elsewhere. */
    static final List<Step> TAKING_NEW = steps("PROVISION", "CLAIM", "ENROL");

    /** What a rename takes. */
    static final List<Step> TAKING_MORE = steps("RENAME", "CLAIM_NAME", "CLAIM_NAMESPACE");

    /** The one at which an occupied database is found, and a rename turned back. */
    static final Step TURN_BACK = new Step("RENAME", "CLAIM_NAMESPACE");

    private static List<Step> steps(String type, String... names) {
        return Stream.of(names).map(name -> new Step(type, name)).toList();
    }

    @Override
    public String toString() {
        return type + ":" + name;
    }
}
