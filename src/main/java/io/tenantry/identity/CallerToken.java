package io.tenantry.identity;

import io.tenantry.kernel.Caller;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** An access token that was found good. */
class CallerToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;

    CallerToken(Caller caller) {
        super(List.of());
        this.caller = caller;
        super.setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    /** The token itself is not kept. */
    @Override
    public String getCredentials() {
        return "";
    }
}
