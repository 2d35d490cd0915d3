package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/**
 * How somebody stands is read once, and again when a change is about them: what others do costs nobody a read. Whether it was
 * read is seen by a change that was made past the service.
 */
@TenantryTest
class KeptPeopleTests {

    private static final String UNSEEN = "Changed past the service";

    private final Api api;
    private final Databases databases;
    private Api.Account admin;
    private String colleague;
    private String colleagueId;

    KeptPeopleTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.admin = new Api.Account("", "", "", "");
        this.colleague = "";
        this.colleagueId = "";
    }

    @BeforeEach
    void readAdminAndChangeThemPastTheService() {
        admin = api.organization("Kept");
        colleague = Api.uniqueEmail();
        colleagueId = Api.text(api.createUser(admin, colleague, "organizer"), "id");
        api.send(HttpMethod.PUT, "/roles/guide", admin.token(), Map.of("permissions", List.of("read:users")))
                .expectStatus()
                .is2xxSuccessful();
        MongoDatabase database = databases.database(api.databaseOf(admin, admin.name()));
        assertThat(fullName()).isNotEqualTo(UNSEEN);
        Databases.all(database.getCollection("users")
                .updateOne(Filters.ne("_id", new ObjectId(colleagueId)), Updates.set("full_name", UNSEEN)));
    }

    @Test
    void whatOthersDoCostsNobodyARead() {
        for (int time = 0; time < 3; time++) {
            String token = api.signIn(colleague);
            api.get("/me", token).expectStatus().isOk();
            api.post("/auth/logout", token, "").expectStatus().isNoContent();
            api.get("/me", token).expectStatus().isUnauthorized();
        }
        api.send(HttpMethod.PATCH, "/user/" + colleagueId, admin.token(), Map.of("role", "guide"))
                .expectStatus()
                .isOk();
        api.send(HttpMethod.PUT, "/roles/guide", admin.token(), Map.of("permissions", List.of("read:roles")))
                .expectStatus()
                .isOk();

        assertThat(fullName()).isNotEqualTo(UNSEEN);
    }

    @Test
    void whoEndsASessionOfTheirsIsReadAgain() {
        String another = api.login(admin.email());

        api.post("/auth/logout", another, "").expectStatus().isNoContent();

        assertThat(fullName()).isEqualTo(UNSEEN);
    }

    @Test
    void anotherSettingOfTheOrganizationIsAboutEverybody() {
        api.send(HttpMethod.PATCH, "/org/settings", admin.token(), Map.of("open_signup", true))
                .expectStatus()
                .isOk();

        assertThat(fullName()).isEqualTo(UNSEEN);
    }

    /** What they have not read may be what an earlier attempt of theirs has made, whose instance died before it could tell. */
    @Test
    void whatHasAnotherVersionThanExpectedIsReadAgain() {
        String id = Api.text(api.get("/me", admin.token()), "id");

        Api.refused(
                api.http()
                        .patch()
                        .uri("/user/" + id)
                        .header("If-Match", "\"99\"")
                        .headers(headers -> headers.setBearerAuth(admin.token()))
                        .bodyValue(Map.of("full_name", "Another"))
                        .exchange(),
                ErrorCode.PRECONDITION_FAILED);

        assertThat(fullName()).isEqualTo(UNSEEN);
    }

    private String fullName() {
        return String.valueOf(
                Api.body(api.get("/me", admin.token()).expectStatus().isOk()).get("full_name"));
    }
}
