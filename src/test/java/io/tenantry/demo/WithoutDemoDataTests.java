package io.tenantry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contract, "Demonstration": "otherwise that route is 404", and nobody is told of it. */
@TenantryTest
class WithoutDemoDataTests {

    private final Api api;

    WithoutDemoDataTests(Api api) {
        this.api = api;
    }

    @Test
    void theRouteIsNotThere() {
        Api.refused(api.http().post().uri("/demo/create-sample-data").exchange(), ErrorCode.NOT_FOUND);
        Api.refused(api.post("/demo/create-sample-data", null, Map.of()), ErrorCode.NOT_FOUND);
        Api.refused(api.post("/demo/create-sample-data", api.superuser(), Map.of()), ErrorCode.NOT_FOUND);
    }

    @Test
    void neitherTheDescriptionNorTheFrontPageTellsOfIt() {
        assertThat(Api.text(api.get("/openapi.json", null), "paths"))
                .contains("/org/create")
                .doesNotContain("demo");
        assertThat(api.get("/", null).expectBody(String.class).returnResult().getResponseBody())
                .contains("/docs")
                .doesNotContain("demo");
    }
}
