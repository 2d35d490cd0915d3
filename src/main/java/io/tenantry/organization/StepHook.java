package io.tenantry.organization;

import reactor.core.publisher.Mono;

/** Told before the work of each step. For tests that stop the world there. */
interface StepHook {

    Mono<Void> reached(OperationType type, StepName step);
}
