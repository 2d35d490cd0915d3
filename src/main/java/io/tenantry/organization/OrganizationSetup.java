package io.tenantry.organization;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How other modules have organizations made: by the rules of {@code POST /org/create}, whatever {@code SELF_SERVICE} says. */
@Component
public class OrganizationSetup {

    private final Lifecycle lifecycle;
    private final ClaimStore claims;
    private final OrganizationStore organizations;

    OrganizationSetup(Lifecycle lifecycle, ClaimStore claims, OrganizationStore organizations) {
        this.lifecycle = lifecycle;
        this.claims = claims;
        this.organizations = organizations;
    }

    /**
     * Makes an organization with its first admin, and answers when it is open.
     *
     * @return 400 for a name or a password that cannot be one; 409 {@code organization_name_taken}, {@code email_taken} or
     *     {@code namespace_occupied}; 503 {@code overloaded}, or {@code write_unconfirmed} when it may be there all the same
     */
    public Mono<Founded> found(String name, EmailAddress admin, Secret password) {
        return Mono.fromSupplier(() -> OrganizationName.of(name))
                .doOnNext(checked -> FoundingAdmins.check("password", password))
                .flatMap(checked -> lifecycle.provision(checked, admin, password))
                .map(Founded::of);
    }

    /** The organization that callers can see and that this address founded, whatever its name is now; empty for none. */
    public Mono<Founded> findByFounder(EmailAddress admin) {
        return claims.findAll(List.of(Claim.email(admin)))
                .next()
                .flatMap(claim -> organizations.readCurrent(claim.organizationId()))
                .filter(organization ->
                        organization.isVisible() && organization.adminEmail().equals(admin))
                .map(Founded::of);
    }
}
