package io.tenantry.identity;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** An API key that is not checked yet. */
class ApiKeyAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final String key;

    ApiKeyAuthentication(String key) {
        super(List.of());
        this.key = key;
    }

    @Override
    public String getCredentials() {
        return key;
    }

    @Override
    public String getPrincipal() {
        return "";
    }
}
