package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is known here of organizations. */
@TenantryTest
class OrganizationDirectoryTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Api api;
    private final Databases databases;
    private final TenantDirectory directory;
    private final OrganizationStore store;
    private final OrganizationChanges changes;

    OrganizationDirectoryTests(
            Api api,
            Databases databases,
            TenantDirectory directory,
            OrganizationStore store,
            OrganizationChanges changes) {
        this.api = api;
        this.databases = databases;
        this.directory = directory;
        this.store = store;
        this.changes = changes;
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

    /** As after a server's clock was set back by an hour, or one took over whose clock is behind by that much. */
    @Test
    void whatIsDatedBeforeTheLastChangeIsNoticed() {
        Api.Account account = api.organization("Set Back");
        dateAnHourAhead(api.organization("Ahead"));
        Freshness freshness = new Freshness();
        OrganizationDirectory another = new OrganizationDirectory(store, freshness);
        DirectoryRefresh refresh = new DirectoryRefresh(changes, store, another, freshness);
        refresh.refresh().block(PATIENCE);
        Mono<Tenant> look = another.find(OrganizationId.of(account.organizationId()));
        assertThat(name(look)).isEqualTo(account.name());
        String spelling = account.name().toUpperCase(Locale.ROOT);

        api.rename(account, spelling).expectStatus().isOk();
        refresh.refresh().block(PATIENCE);

        assertThat(name(look)).isEqualTo(spelling);
    }

    private void dateAnHourAhead(Api.Account account) {
        Databases.all(databases
                .master()
                .getCollection("organizations")
                .updateOne(
                        Filters.eq("_id", new ObjectId(account.organizationId())),
                        Updates.set("changed_at", Instant.now().plus(Duration.ofHours(1)))));
    }

    private static String name(Mono<Tenant> look) {
        return Objects.requireNonNull(look.block(PATIENCE)).name();
    }
}
