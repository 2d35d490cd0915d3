package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The flow that a person tries first: contract, "Organizations, self-service". */
@TenantryTest
class SelfServiceTests {

    private final Api api;

    SelfServiceTests(Api api) {
        this.api = api;
    }

    @Test
    void createLogInRenameDelete() {
        Api.Account acme = api.organization("Acme Corp");
        String rockets = Api.uniqueName("Acme Rockets");

        api.rename(acme, rockets).expectStatus().isOk();
        api.lookUp(acme.name()).expectStatus().isNotFound();
        assertThat(Api.body(api.lookUp(rockets).expectStatus().isOk()))
                .containsEntry("organization_id", acme.organizationId());
        assertThat(Api.body(api.get("/me", acme.token()).expectStatus().isOk())).containsEntry("email", acme.email());

        api.delete(acme.token(), rockets).expectStatus().isNoContent();
        api.get("/me", acme.token()).expectStatus().isUnauthorized();
        api.adminLogin(acme.email(), Api.PASSWORD).expectStatus().isUnauthorized();
        api.create(acme.name(), acme.email(), Api.PASSWORD).expectStatus().isCreated();
    }
}
