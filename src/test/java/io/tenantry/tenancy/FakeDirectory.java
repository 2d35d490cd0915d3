package io.tenantry.tenancy;

import static io.tenantry.tenancy.Tenant.Access.CLOSED;
import static io.tenantry.tenancy.Tenant.Access.OPEN;

import io.tenantry.kernel.OrganizationId;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A directory in memory, as true now as a primary. */
final class FakeDirectory implements TenantDirectory {

    static final Placement HERE = Placement.database("main", "org_here");
    static final Placement THERE = Placement.database("main", "org_there");

    private static final OrganizationId ID = OrganizationId.create();

    Tenant now = tenant(OPEN, 1, HERE);
    boolean gone;
    Function<Tenant, Mono<Tenant>> reading = Mono::just;

    static Tenant tenant(Tenant.Access access, long epoch, Placement placement) {
        return new Tenant(ID, "Acme", placement, access, epoch, PeopleVersion.FIRST);
    }

    @Override
    public Mono<Void> notePeopleChanged(OrganizationId id, PeopleTopic about) {
        return Mono.empty();
    }

    @Override
    public Mono<Tenant> find(OrganizationId id) {
        return Mono.defer(() -> gone ? Mono.just(tenant(CLOSED, 9, HERE)) : Mono.just(now));
    }

    @Override
    public Mono<Tenant> findByName(String name) {
        return Mono.empty();
    }

    @Override
    public Mono<Tenant> readCurrent(OrganizationId id) {
        return Mono.defer(() -> gone ? Mono.empty() : reading.apply(now));
    }
}
