package io.tenantry.organization;

import io.tenantry.kernel.OrganizationId;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;

/**
 * Something that is being done to an organization, and how it ends.
 *
 * @param organization to which one
 * @param operation where to follow it; null for what is done at once
 * @param view the operation as callers see it
 * @param outcome the organization afterwards, or the reason why it was undone
 * @param leaving completes when this instance goes down and leaves the rest to others
 */
record Progress(
        OrganizationId organization,
        @Nullable ObjectId operation,
        Mono<OperationView> view,
        Mono<Organization> outcome,
        Mono<Void> leaving) {

    static Progress done(Organization organization) {
        return new Progress(organization.id(), null, Mono.empty(), Mono.just(organization), Mono.never());
    }

    /** The answer when it ends in time, and where to follow it otherwise: 202. */
    Mono<ResponseEntity<?>> answered(Duration wait, Function<Organization, ResponseEntity<?>> answer) {
        return Mono.firstWithSignal(
                outcome.<ResponseEntity<?>>map(answer),
                Mono.firstWithSignal(Mono.delay(wait), leaving.thenReturn(0L))
                        .then(Mono.<ResponseEntity<?>>defer(() -> accepted().map(told -> told))));
    }

    /** 202, and where to follow it. */
    Mono<ResponseEntity<OperationView>> accepted() {
        return view.map(now -> ResponseEntity.accepted()
                .location(URI.create("/operations/" + operation))
                .body(now));
    }
}
