package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** An access token that was found good. */
class ActorToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Actor actor;

    ActorToken(Actor actor) {
        super(List.of());
        this.actor = actor;
        super.setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return actor;
    }

    /** The token itself is not kept. */
    @Override
    public String getCredentials() {
        return "";
    }
}
