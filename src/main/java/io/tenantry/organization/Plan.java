package io.tenantry.organization;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How one type of operation goes: its steps in their order, what a failure means, and where another instance goes on.
 *
 * @param courses the steps from a beginning to an end: first as it is meant, then the ways to undo it
 * @param resumed what an organization is under another instance, which cannot know how far a step was
 * @param judge what a failure makes of an organization
 */
record Plan(OperationType type, List<List<Step>> courses, UnaryOperator<Organization> resumed, Judge judge) {

    /** Decides what a failure of the step that an organization is at means for it. */
    interface Judge {

        /**
         * What to go on with.
         *
         * @param failures how many times running the step has failed, this one included
         * @return the same organization to try again
         */
        Organization after(Organization organization, Throwable failure, int failures);
    }

    /** The step that an organization is at. */
    Step step(Organization organization) {
        StepName name = organization.requiredOperation().step();
        return courses.stream()
                .flatMap(List::stream)
                .filter(step -> step.name() == name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no step " + name + "."));
    }

    /** What an organization is after the step that it is at. */
    Organization after(Step step, Organization organization) {
        Organization done = step.then().apply(organization);
        return step.ending() == Step.Ending.NONE
                ? done.doing(done.requiredOperation().at(nextOf(step).name()))
                : done.doing(null);
    }

    private Step nextOf(Step step) {
        List<Step> course = courses.stream()
                .filter(steps -> steps.contains(step))
                .findFirst()
                .orElseThrow();
        return course.get(course.indexOf(step) + 1);
    }
}
