package io.tenantry.tenancy;

import static io.tenantry.tenancy.FakeDirectory.HERE;
import static io.tenantry.tenancy.FakeDirectory.THERE;
import static io.tenantry.tenancy.FakeDirectory.tenant;
import static io.tenantry.tenancy.Tenant.Access.OPEN;

import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Nobody is told that something is not there because it was looked for where the organization was before. */
class TenantReadsTests {

    private final FakeDirectory directory = new FakeDirectory();
    private final TenantReads reads = new TenantReads(directory);

    @Test
    void absenceIsBelievedOnlyWhereTheTenantLives() {
        StepVerifier.create(readUnder(tenant(OPEN, 1, HERE))).verifyComplete();

        directory.now = tenant(OPEN, 3, THERE);
        StepVerifier.create(readUnder(tenant(OPEN, 1, HERE)))
                .expectNext("found there")
                .verifyComplete();
    }

    @Test
    void anEmptyListIsBelievedOnlyWhereTheTenantLives() {
        StepVerifier.create(listUnder(tenant(OPEN, 1, HERE)))
                .expectNext(List.of())
                .verifyComplete();

        directory.now = tenant(OPEN, 3, THERE);
        StepVerifier.create(listUnder(tenant(OPEN, 1, HERE)))
                .expectNext(List.of("first there", "second there"))
                .verifyComplete();
    }

    @Test
    void whatWasFoundNeedsNoConfirmation() {
        directory.reading = now -> Mono.error(new AssertionError("not asked"));

        StepVerifier.create(reads.confirmAbsence(Mono.just("found"))
                        .contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .expectNext("found")
                .verifyComplete();
        StepVerifier.create(reads.confirmList(Flux.just("first", "second"))
                        .contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .expectNext(List.of("first", "second"))
                .verifyComplete();
    }

    @Test
    void withoutATenantNothingIsRead() {
        StepVerifier.create(reads.confirmAbsence(Mono.<String>empty())).verifyError(NoTenantException.class);
    }

    private Mono<String> readUnder(Tenant routed) {
        return reads.confirmAbsence(TenantContext.current()
                        .filter(tenant -> tenant.placement().equals(THERE))
                        .map(tenant -> "found there"))
                .contextWrite(TenantContext.with(routed));
    }

    private Mono<List<String>> listUnder(Tenant routed) {
        return reads.confirmList(TenantContext.current()
                        .filter(tenant -> tenant.placement().equals(THERE))
                        .flatMapMany(tenant -> Flux.just("first there", "second there")))
                .contextWrite(TenantContext.with(routed));
    }
}
