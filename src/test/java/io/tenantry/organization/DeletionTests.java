package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Contract, {@code DELETE /org/delete}. */
@TenantryTest
class DeletionTests {

    private final Api api;
    private final Databases databases;

    DeletionTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @Test
    void nothingIsLeftButTheRetiredNamespace() {
        Api.Account gone = api.organization("Short Lived");
        Api.Person colleague = api.person(gone, "member");
        String database = api.databaseOf(gone, gone.name());
        databases.insert(database, "events", new Document("title", "Party"));

        api.delete(gone.token(), gone.name())
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();

        assertThat(databases.collections(database)).isEmpty();
        assertThat(databases.traces(gone.organizationId())).containsExactly("claims namespace:main/" + database + "/");
        Api.refused(api.get("/me", gone.token()), ErrorCode.INVALID_TOKEN);
        Api.refused(api.get("/me", colleague.token()), ErrorCode.INVALID_TOKEN);
        Api.refused(api.get("/org/get?organization_name=x", gone.token()), ErrorCode.INVALID_TOKEN);
        Api.refused(api.adminLogin(gone.email(), Api.PASSWORD), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.login(colleague.email(), Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.lookUp(gone.name()), ErrorCode.NOT_FOUND);
    }

    /** "A namespace is used once, ever." */
    @Test
    void nameAndAddressAreFreeAndTheNamespaceIsANewOne() {
        Api.Account gone = api.organization("Recurring");
        String database = api.databaseOf(gone, gone.name());
        api.delete(gone.token(), gone.name()).expectStatus().isNoContent();

        Map<String, Object> next = Api.body(api.create(gone.name(), gone.email(), Api.PASSWORD)
                .expectStatus()
                .isCreated());

        assertThat(next.get("organization_id")).isNotEqualTo(gone.organizationId());
        assertThat(String.valueOf(next.get("database_name"))).matches(database + "_[0-9a-f]{6}");
        Api.refused(api.get("/me", gone.token()), ErrorCode.INVALID_TOKEN);
        api.get("/me", api.login(gone.email())).expectStatus().isOk();
    }

    /** A server that drops databases by prefix would take the neighbour along. */
    @Test
    void aNeighbourWhoseDatabaseNameBeginsLikeThisOneIsWhole() {
        Api.Account gone = api.organization("Neighbour");
        Map<String, Object> created = Api.body(api.create(gone.name() + "b", Api.uniqueEmail(), Api.PASSWORD)
                .expectStatus()
                .isCreated());
        String neighbour = String.valueOf(created.get("database_name"));
        databases.insert(neighbour, "events", new Document("_id", 7).append("title", "Party"));
        var contents = databases.contents(neighbour);
        var traces = databases.traces(String.valueOf(created.get("organization_id")));
        assertThat(neighbour)
                .startsWith(api.databaseOf(gone, gone.name()))
                .isNotEqualTo(api.databaseOf(gone, gone.name()));

        api.delete(gone.token(), gone.name()).expectStatus().isNoContent();

        assertThat(databases.contents(neighbour)).isEqualTo(contents);
        assertThat(databases.traces(String.valueOf(created.get("organization_id"))))
                .isEqualTo(traces);
        String token = api.login(String.valueOf(created.get("admin_email")));
        api.get("/me", token).expectStatus().isOk();
    }

    @Test
    void onlyAnAdminOfThatOrganizationMayDeleteIt() {
        Api.Account account = api.organization("Guarded");
        Api.Account stranger = api.organization("Stranger");
        String memberToken = api.person(account, "member").token();

        Api.refused(api.delete(stranger.token(), account.name()), ErrorCode.FORBIDDEN);
        Api.refused(api.delete(memberToken, account.name()), ErrorCode.FORBIDDEN);
        Api.refused(
                api.send(HttpMethod.DELETE, "/org/delete", null, Map.of("organization_name", account.name())),
                ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.delete(account.token(), Api.uniqueName("Nobody")), ErrorCode.NOT_FOUND);

        api.get("/me", account.token()).expectStatus().isOk();
        api.get("/me", memberToken).expectStatus().isOk();
        assertThat(Api.body(api.lookUp(account.name()))).containsEntry("status", "active");
    }

    @Test
    void anySpellingOfTheNameNamesIt() {
        Api.Account account = api.organization("Spelled Out");

        api.delete(account.token(), account.name().toUpperCase(Locale.ROOT).replace(' ', '-'))
                .expectStatus()
                .isNoContent();
        Api.refused(api.delete(account.token(), account.name()), ErrorCode.INVALID_TOKEN);
    }
}
