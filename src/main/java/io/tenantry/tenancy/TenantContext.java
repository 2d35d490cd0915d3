package io.tenantry.tenancy;

import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** The tenant of the running pipeline, in its Reactor Context and nowhere else. */
public final class TenantContext {

    private TenantContext() {}

    /** To be given to {@code contextWrite}. */
    public static Context with(Tenant tenant) {
        return Context.of(Tenant.class, tenant);
    }

    /**
     * The tenant of this pipeline. Having none is an error, never empty: an empty one would make writes vanish in
     * silence.
     *
     * @throws NoTenantException as the error of the pipeline
     */
    public static Mono<Tenant> current() {
        return Mono.deferContextual(TenantContext::from);
    }

    private static Mono<Tenant> from(ContextView context) {
        return context.hasKey(Tenant.class) ? Mono.just(context.get(Tenant.class)) : Mono.error(NoTenantException::new);
    }
}
