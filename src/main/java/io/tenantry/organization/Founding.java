package io.tenantry.organization;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.identity.UserView;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.ProblemException;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How other modules have organizations made: by the rules of {@code POST /org/create}. */
@Component
public class Founding {

    private final Lifecycle lifecycle;
    private final FoundingAdmins admins;
    private final ClaimStore claims;
    private final OrganizationStore organizations;
    private final SelfService selfService;
    private final RandomGenerator random = new SecureRandom();

    Founding(
            Lifecycle lifecycle,
            FoundingAdmins admins,
            ClaimStore claims,
            OrganizationStore organizations,
            SelfService selfService) {
        this.lifecycle = lifecycle;
        this.admins = admins;
        this.claims = claims;
        this.organizations = organizations;
        this.selfService = selfService;
    }

    /**
     * Makes an organization, whatever {@code SELF_SERVICE} says and without an entry in the log, and answers when it is open.
     *
     * @return 400 for a name that cannot be one; 409 {@code organization_name_taken}, {@code email_taken} or
     *     {@code namespace_occupied}; 503 {@code overloaded}, or {@code write_unconfirmed} when it may be there all the same
     */
    public Mono<Founded> found(String name, Founder founder) {
        return Mono.fromSupplier(() -> OrganizationName.of(name))
                .flatMap(checked -> lifecycle.provision(checked, founder))
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

    /**
     * Makes an organization for somebody who did not name one. It is named after its founder's full name; without one after
     * nobody.
     *
     * @return the founder, its admin; 403 {@code self_service_disabled}, 409 {@code email_taken} when the address founded an
     *     organization already, 429 {@code rate_limited}, 503 {@code overloaded}
     */
    public Mono<UserView> foundPersonal(Founder founder) {
        Iterator<OrganizationName> names =
                PersonalName.candidates(founder.fullName(), random).iterator();
        return selfService
                .founded(founded(names, founder))
                .flatMap(made -> admins.founder(made.tenant(), made.adminId()));
    }

    private Mono<Organization> founded(Iterator<OrganizationName> names, Founder founder) {
        return lifecycle
                .provision(names.next(), founder)
                .onErrorResume(
                        Founding::isNameTaken, taken -> names.hasNext() ? another(names, founder) : Mono.error(taken));
    }

    /** What was undone under one id is not made again under the same. */
    private Mono<Organization> another(Iterator<OrganizationName> names, Founder founder) {
        return NewId.current()
                .flatMap(NewId::another)
                .flatMap(id -> founded(names, founder).contextWrite(id.inContext()));
    }

    private static boolean isNameTaken(Throwable failure) {
        return ProblemException.is(failure, ErrorCode.ORGANIZATION_NAME_TAKEN, ErrorCode.NAMESPACE_OCCUPIED);
    }
}
