package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.Permissions;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How modules that set up organizations add people to them: in an admin's name, by the rules of {@code POST /user/create}. */
@Component
public class Colleagues {

    /** Nobody is signed in. */
    private static final String NO_SESSION = "none";

    private final UserService users;
    private final LoginStore logins;
    private final TenantDirectory directory;

    Colleagues(UserService users, LoginStore logins, TenantDirectory directory) {
        this.users = users;
        this.logins = logins;
        this.directory = directory;
    }

    /**
     * Adds somebody, unless the organization has a user with that address; that one stays as they are.
     *
     * @param admin in whose name it is done: the actor in the audit log
     * @return 404 when there is no such organization; 409 {@code email_taken} while another attempt at the same is under way,
     *     or for a minute after it died; 503 as for every change
     */
    public Mono<Void> addUnlessThere(OrganizationId organization, Origin admin, NewUser wanted) {
        return logins.find(wanted.email(), organization)
                .filter(Login::isActive)
                .hasElement()
                .flatMap(there -> there ? Mono.empty() : add(organization, admin, wanted));
    }

    private Mono<Void> add(OrganizationId organization, Origin admin, NewUser wanted) {
        return directory
                .readCurrent(organization)
                .switchIfEmpty(Mono.error(() -> ProblemException.notFound("organization")))
                .flatMap(tenant -> users.create(inTheNameOf(admin, organization), wanted)
                        .contextWrite(TenantContext.with(tenant))
                        .contextWrite(admin.inContext()))
                .then();
    }

    private static Admitted inTheNameOf(Origin admin, OrganizationId organization) {
        Actor actor = new Actor(ActorType.USER, new UserId(admin.id()), organization, NO_SESSION);
        return new Admitted(actor, Permissions.ALL, admin);
    }
}
