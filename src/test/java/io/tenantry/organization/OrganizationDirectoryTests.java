package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is known here of organizations. */
@TenantryTest
class OrganizationDirectoryTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Api api;
    private final TenantDirectory directory;

    OrganizationDirectoryTests(Api api, TenantDirectory directory) {
        this.api = api;
        this.directory = directory;
    }

    /** Or whoever tries the same again after a move would be told for ever where the organization was. */
    @Test
    void eachSubscriptionLooksAnew() {
        Api.Account account = api.organization("Looked Up");
        String spelling = account.name().toUpperCase(Locale.ROOT);

        for (Mono<Tenant> look : List.of(
                directory.find(OrganizationId.of(account.organizationId())), directory.findByName(account.name()))) {
            api.rename(account, account.name()).expectStatus().isOk();
            assertThat(name(look)).isEqualTo(account.name());
            api.rename(account, spelling).expectStatus().isOk();
            assertThat(name(look)).isEqualTo(spelling);
        }
    }

    private static String name(Mono<Tenant> look) {
        return Objects.requireNonNull(look.block(PATIENCE)).name();
    }
}
