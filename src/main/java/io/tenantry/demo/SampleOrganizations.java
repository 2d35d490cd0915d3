package io.tenantry.demo;

import io.tenantry.identity.Enrolment;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.ProblemException;
import io.tenantry.organization.Founded;
import io.tenantry.organization.Founding;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Makes organizations for demonstration, by the rules by which everybody's are made. What is there stays as it is, and only
 * what is missing is made: so it can be done any number of times, by several instances at once, and after one died over it.
 *
 * <p>An organization is known by the address that founded it. So one that was renamed is not made twice, and a stranger's
 * that has the name only is left alone.
 */
@Component
@WithDemoData
class SampleOrganizations {

    private static final Duration STEP = Duration.ofMillis(500);

    /** What another instance that died has begun is free again after at most a minute. */
    private static final Retry UNTIL_ANOTHER_HAS_MADE_IT = Retry.fixedDelay(
                    Duration.ofSeconds(75).dividedBy(STEP), STEP)
            .filter(BeingMadeException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    private final Founding founding;
    private final Enrolment enrolment;
    private final TenantDirectory directory;
    private final ConcurrentMap<Sample, Mono<Made>> making = new ConcurrentHashMap<>();

    SampleOrganizations(Founding founding, Enrolment enrolment, TenantDirectory directory) {
        this.founding = founding;
        this.enrolment = enrolment;
        this.directory = directory;
    }

    /**
     * A sample that is there with its employees.
     *
     * @param first whether this made it
     */
    record Made(Sample sample, Founded organization, boolean first) {

        Made again() {
            return new Made(sample, organization, false);
        }
    }

    /**
     * Makes what is missing. Those who ask at once wait for the first of them, whose going away changes nothing.
     *
     * @param requestId under which it stands in the audit log
     * @return 409 {@code organization_name_taken} when somebody else's organization has the name; the refusals of a creation
     */
    Mono<Made> make(Sample sample, String requestId) {
        return Mono.defer(() -> {
            Mono<Made> own = Mono.defer(() -> made(sample, requestId))
                    .doFinally(end -> making.remove(sample))
                    .cache();
            Mono<Made> before = making.putIfAbsent(sample, own);
            return before == null ? own : before.map(Made::again);
        });
    }

    private Mono<Made> made(Sample sample, String requestId) {
        return founded(sample).flatMap(made -> employed(made, requestId).thenReturn(made));
    }

    private Mono<Made> founded(Sample sample) {
        return found(sample)
                .switchIfEmpty(Mono.defer(() -> founding.found(sample.name(), sample.founder()))
                        .map(organization -> new Made(sample, organization, true))
                        .onErrorResume(SampleOrganizations::isTaken, taken -> foundAfterAll(sample, taken)))
                .retryWhen(UNTIL_ANOTHER_HAS_MADE_IT);
    }

    private Mono<Made> found(Sample sample) {
        return Mono.defer(() -> founding.findByFounder(sample.admin()))
                .map(organization -> new Made(sample, organization, false));
    }

    /** Taken by whom? By nobody who can be seen: then another instance is making it, or somebody is deleting it. */
    private Mono<Made> foundAfterAll(Sample sample, Throwable taken) {
        return directory
                .findByName(sample.name())
                .hasElement()
                .flatMap(visible ->
                        found(sample).switchIfEmpty(Mono.error(() -> visible ? taken : new BeingMadeException())));
    }

    private static boolean isTaken(Throwable failure) {
        return ProblemException.is(failure, ErrorCode.ORGANIZATION_NAME_TAKEN, ErrorCode.EMAIL_TAKEN);
    }

    private Mono<Void> employed(Made made, String requestId) {
        Sample sample = made.sample();
        Origin admin = new Origin(
                new Origin.Who(
                        ActorType.USER,
                        made.organization().adminId().value(),
                        sample.admin().value()),
                null,
                requestId);
        return Flux.fromIterable(sample.employees())
                .concatMap(employee -> Mono.defer(() ->
                                enrolment.addUnlessThere(made.organization().id(), admin, sample.user(employee)))
                        .onErrorMap(SampleOrganizations::isTaken, refusal -> new BeingMadeException())
                        .retryWhen(UNTIL_ANOTHER_HAS_MADE_IT))
                .then();
    }

    /** Somebody else is at it, who is likely to come to an end soon. */
    private static final class BeingMadeException extends ProblemException {

        private static final long serialVersionUID = 1L;

        BeingMadeException() {
            super(ErrorCode.ORGANIZATION_BUSY, "The organization is being made or deleted. Repeat the request.");
        }
    }
}
