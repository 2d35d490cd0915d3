package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Secret;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who may run an organization, for the modules that run it. */
@Component
public class Authority {

    private final Callers callers;
    private final SignIn signIn;

    Authority(Callers callers, SignIn signIn) {
        this.callers = callers;
        this.signIn = signIn;
    }

    /** 401 for a person who was removed or deactivated since their token was made. */
    public Mono<Void> requireMember(Actor actor) {
        return callers.require(actor).then();
    }

    /** 401 for a person who was removed, 403 for anybody but an admin of the organization of their token. */
    public Mono<Void> requireAdmin(Actor actor) {
        return callers.requireAdmin(actor).then();
    }

    /**
     * The organization that these credentials administer: they pass every check of a login.
     *
     * @return 401 {@code invalid_credentials}; 409 {@code organization_required} when there are several
     */
    public Mono<OrganizationId> adminOf(EmailAddress email, Secret password) {
        return signIn.member(email, password, null, User::isActiveAdmin)
                .map(person -> person.tenant().id());
    }
}
