package io.tenantry.organization;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.identity.UserView;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.ProblemException;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes organizations for people who come for themselves, and did not think of a name. */
@Component
public class Founding {

    private final Lifecycle lifecycle;
    private final FoundingAdmins admins;
    private final OrganizationSettings settings;
    private final RandomGenerator random = new SecureRandom();

    Founding(Lifecycle lifecycle, FoundingAdmins admins, OrganizationSettings settings) {
        this.lifecycle = lifecycle;
        this.admins = admins;
        this.settings = settings;
    }

    /**
     * Makes an organization, which is named after its founder's full name; without one after nobody.
     *
     * @return the founder, its admin; 403 {@code self_service_disabled}, 409 {@code email_taken} when the address founded an
     *     organization already, 503 {@code overloaded}
     */
    public Mono<UserView> found(Founder founder) {
        return settings.selfService()
                ? founded(PersonalName.candidates(founder.fullName(), random).iterator(), founder)
                        .flatMap(made -> admins.founder(made.tenant(), made.adminId()))
                : Mono.error(OrganizationProblems.selfServiceDisabled());
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
        return failure instanceof ProblemException problem
                && (problem.code() == ErrorCode.ORGANIZATION_NAME_TAKEN
                        || problem.code() == ErrorCode.NAMESPACE_OCCUPIED);
    }
}
