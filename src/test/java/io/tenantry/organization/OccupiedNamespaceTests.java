package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Design, "Names and namespaces": a non-empty database that nobody claimed is never adopted and never dropped. */
@TenantryTest
class OccupiedNamespaceTests {

    private final Api api;
    private final Databases databases;
    private final String name = Api.uniqueName("Occupied");
    private final String database = "org_" + name.toLowerCase(Locale.ROOT).replace(' ', '_');
    private Map<String, List<RawBsonDocument>> foreign = Map.of();

    OccupiedNamespaceTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @BeforeEach
    void somebodyElseIsThere() {
        databases.insert(database, "users", new Document("_id", 1).append("email", "not ours"));
        databases.insert(database, "orders", new Document("_id", "a").append("total", 3.5));
        foreign = databases.contents(database);
    }

    @AfterEach
    void tidyUp() {
        databases
                .collections(database)
                .forEach(collection -> Databases.all(
                        databases.database(database).getCollection(collection).drop()));
    }

    @Test
    void aRefusedCreateLeavesItUntouchedAndNothingBehind() {
        Map<String, Integer> before = databases.sizeOfMaster();
        String email = Api.uniqueEmail();

        Api.refused(api.create(name, email, Api.PASSWORD), ErrorCode.NAMESPACE_OCCUPIED);

        assertThat(databases.contents(database)).isEqualTo(foreign);
        assertThat(databases.sizeOfMaster()).isEqualTo(before);
        api.lookUp(name).expectStatus().isNotFound();
        api.create(Api.uniqueName("Elsewhere"), email, Api.PASSWORD)
                .expectStatus()
                .isCreated();
    }

    @Test
    void aRefusedRenameLeavesItUntouchedAndNothingBehind() {
        Api.Account account = api.organization("Mover");
        List<String> traces = databases.traces(account.organizationId());

        Api.refused(api.rename(account, name), ErrorCode.NAMESPACE_OCCUPIED);

        assertThat(databases.contents(database)).isEqualTo(foreign);
        assertThat(databases.traces(account.organizationId())).isEqualTo(traces);
        assertThat(Api.body(api.lookUp(account.name()).expectStatus().isOk())).containsEntry("status", "active");
        api.lookUp(name).expectStatus().isNotFound();
        api.createUser(account, Api.uniqueEmail(), "member").expectStatus().isCreated();
    }

    /** The name is free again once the other program has left. */
    @Test
    void theNameIsThereForWhoeverComesWhenItIsEmpty() {
        Api.refused(api.create(name, Api.uniqueEmail(), Api.PASSWORD), ErrorCode.NAMESPACE_OCCUPIED);
        tidyUp();

        assertThat(Api.body(api.create(name, Api.uniqueEmail(), Api.PASSWORD)
                        .expectStatus()
                        .isCreated()))
                .containsEntry("database_name", database);
    }

    @Test
    void nobodyIsToldWhatIsThere() {
        assertThat(Api.refused(api.create(name, Api.uniqueEmail(), Api.PASSWORD), ErrorCode.NAMESPACE_OCCUPIED)
                        .toString())
                .doesNotContain(database)
                .doesNotContain("orders");
        assertThat(databases.find(databases.master(), "claims", Filters.regex("_id", database)))
                .isEmpty();
    }
}
