package io.tenantry.organization;

import io.tenantry.tenancy.CopyProgress;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * One step of an operation: work that may be done any number of times, by several instances at once in the worst case, and
 * what the organization is once it is done. The second is written by a compare-and-set, so that only the instance that
 * holds the lease gets on.
 */
record Step(StepName name, Work work, UnaryOperator<Organization> then, Ending ending) {

    /** Input and output of a step. */
    interface Work {
        Mono<?> on(Organization organization, Consumer<CopyProgress> progress);
    }

    /** What becomes of the operation, and of the organization, after a step. */
    enum Ending {
        /** The next step follows. */
        NONE,
        /** The operation is over. */
        FINISHED,
        /** So is the organization: what remains tells those who still work for it that it is gone. */
        BURIED,
        /** The organization never was. */
        FORGOTTEN
    }

    static Step work(StepName name, Function<Organization, Mono<?>> work) {
        return new Step(name, (organization, progress) -> work.apply(organization), same -> same, Ending.NONE);
    }

    static Step reporting(StepName name, Work work) {
        return new Step(name, work, same -> same, Ending.NONE);
    }

    /** A step that only changes the organization. */
    static Step change(StepName name, UnaryOperator<Organization> change) {
        return new Step(name, (organization, progress) -> Mono.empty(), change, Ending.NONE);
    }

    static Step last(StepName name, Function<Organization, Mono<?>> work, Ending ending) {
        return new Step(name, (organization, progress) -> work.apply(organization), same -> same, ending);
    }

    Step then(UnaryOperator<Organization> change) {
        return new Step(name, work, change, ending);
    }
}
