package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Permission;
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

    /** 403 for who does not hold the permission in the organization they act in. */
    public Mono<Void> require(Actor actor, String permission) {
        return callers.require(actor, Permission.of(permission)).then();
    }

    /**
     * Who these credentials belong to, and the organization that they administer: they pass every check of a login.
     *
     * @return 401 {@code invalid_credentials}, {@code otp_required} or {@code otp_invalid}; 429 {@code rate_limited}; 409
     *     {@code organization_required} when there are several
     */
    public Mono<Administrator> adminOf(Credentials credentials) {
        return signIn.member(credentials, null, User::isActiveAdmin)
                .flatMap(person -> Origins.inRequest(ActorType.USER, person.id(), person.email())
                        .map(origin -> new Administrator(person.tenant().id(), origin)));
    }
}
