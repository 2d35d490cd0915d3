package io.tenantry.tenancy;

/** Tenant data was asked for where no tenant is known: a mistake in this program, never in a request. */
public class NoTenantException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NoTenantException() {
        super("Tenant data was asked for without a tenant in the Reactor Context.");
    }
}
