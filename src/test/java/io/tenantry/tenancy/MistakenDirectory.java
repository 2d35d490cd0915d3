package io.tenantry.tenancy;

import io.tenantry.kernel.OrganizationId;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * The directory of an instance that does not know yet what another one does, or is about to.
 *
 * @param directory as it is
 * @param found what this instance knows instead
 * @param current what it finds when it reads it
 */
public record MistakenDirectory(TenantDirectory directory, UnaryOperator<Tenant> found, UnaryOperator<Tenant> current)
        implements TenantDirectory {

    /** Of one that knows something else, and would read how it is. */
    public static MistakenDirectory knowing(UnaryOperator<Tenant> found, TenantDirectory directory) {
        return new MistakenDirectory(directory, found, now -> now);
    }

    @Override
    public Mono<Tenant> find(OrganizationId id) {
        return directory.find(id).map(found);
    }

    @Override
    public Mono<Tenant> findByName(String name) {
        return directory.findByName(name).map(found);
    }

    @Override
    public Mono<Tenant> readCurrent(OrganizationId id) {
        return directory.readCurrent(id).map(current);
    }

    @Override
    public Mono<Void> notePeopleChanged(OrganizationId id, PeopleTopic about) {
        return directory.notePeopleChanged(id, about);
    }
}
