package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** What is refused before anybody looks at who asks, in the whole service. */
@TenantryTest
class FirewallTests {

    private final Api api;

    FirewallTests(Api api) {
        this.api = api;
    }

    /** Contract, "Methods": 405 with {@code Allow}. */
    @Test
    void aMethodThatNobodyKnowsIsNotAllowed() {
        Map<String, Object> problem = Api.refused(
                api.send(HttpMethod.valueOf("PROPFIND"), "/org/get?organization_name=x", null, Map.of()),
                ErrorCode.METHOD_NOT_ALLOWED);

        assertThat(problem).containsEntry("status", 405);
    }

    @Test
    void anEncodedSlashInTheAddressIsRefused() {
        Api.refused(api.get("/user/..%2Forg", null), ErrorCode.MALFORMED_REQUEST);
    }
}
