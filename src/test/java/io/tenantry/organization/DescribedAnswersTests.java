package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contract, "GET /openapi.json": every status, every error; of what is done to an organization as a whole. */
@TenantryTest
class DescribedAnswersTests {

    private static final String RENAME = "$.paths['/org/update'].put";
    private static final String DELETE = "$.paths['/org/delete'].delete";

    private final DocumentContext description;

    DescribedAnswersTests(Api api) {
        this.description = JsonPath.parse(
                Api.body(api.get("/openapi.json", null).expectStatus().isOk()));
    }

    @Test
    void aRenameTellsAllOfThem() {
        assertThat(statuses(RENAME)).contains("200", "202", "404");
        assertThat(errors(RENAME, "404")).containsExactly("not_found");
        assertThat(errors(RENAME, "503"))
                .containsExactlyInAnyOrder(
                        "organization_busy", "overloaded", "write_unconfirmed", "database_unavailable");
    }

    @Test
    void aRenameIsForKeysToo() {
        assertThat(description.<List<Map<String, ?>>>read(RENAME + ".security"))
                .extracting(Map::keySet)
                .contains(Set.of("api_key"), Set.of());
    }

    @Test
    void aDeletionTellsAllOfThem() {
        assertThat(statuses(DELETE)).contains("202", "204", "404").doesNotContain("200");
        assertThat(description.<Map<String, ?>>read(DELETE + ".responses['204']"))
                .doesNotContainKey("content");
        assertThat(errors(DELETE, "503"))
                .containsExactlyInAnyOrder("overloaded", "write_unconfirmed", "database_unavailable");
    }

    @Test
    void whatMayBeNullIsDescribedSo() {
        assertThat(description.<List<Object>>read("$.components.schemas.Operation.properties.progress.oneOf[*]"))
                .containsExactlyInAnyOrder(Map.of("$ref", "#/components/schemas/CopyProgress"), Map.of("type", "null"));
        assertThat(description.<List<Object>>read("$.components.schemas.Operation.properties.error.oneOf[*].type"))
                .containsExactly("null");
        for (String field : List.of(
                "CreatedApiKey.properties.key",
                "CreatedInvitation.properties.token",
                "CreatedInvitation.properties.link",
                "Orphan.properties.cluster")) {
            assertThat(description.<List<String>>read("$.components.schemas." + field + ".type"))
                    .as(field)
                    .containsExactlyInAnyOrder("string", "null");
        }
    }

    @Test
    void whatGoesOnCanBeFollowed() {
        for (String operation : List.of(RENAME, DELETE, "$.paths['/organization/create'].post")) {
            assertThat(description.<Map<String, ?>>read(operation + ".responses['202'].headers"))
                    .containsKey("Location");
        }
    }

    @Test
    void whatIsThereForEverybodyIsRequired() {
        assertThat(description.<List<String>>read("$.components.schemas.Organization.required"))
                .containsExactlyInAnyOrder(
                        "organization_id",
                        "organization_name",
                        "collection_name",
                        "admin_email",
                        "status",
                        "created_at",
                        "updated_at");
        assertThat(description.<List<String>>read("$.components.schemas.User.required"))
                .contains("id", "full_name", "last_login_at");
        assertThat(description.<Map<String, ?>>read("$.components.schemas.UserChange"))
                .doesNotContainKey("required");
    }

    @Test
    void whatCannotBeEmptyOrNullIsDescribedSo() {
        for (String request : List.of("Create", "Update", "Delete", "Provision")) {
            assertThat(description.<Integer>read("$.components.schemas." + request
                            + "OrganizationRequest.properties.organization_name.minLength"))
                    .isOne();
        }
        assertThat(description.<String>read("$.components.schemas.UserChange.properties.role.type"))
                .isEqualTo("string");
    }

    /** A superuser may ask for an organization that is not there, wherever somebody of it acts. */
    @Test
    void theHeadersOfSuperusersAndWhatTheyLeadToAreTold() {
        for (String operation : List.of("$.paths['/user/list'].get", "$.paths['/roles'].get", RENAME)) {
            assertThat(description.<List<String>>read(operation + ".parameters[*].name"))
                    .contains("X-Organization", "X-Reason");
            assertThat(errors(operation, "404")).contains("not_found");
        }
        assertThat(description.<List<String>>read("$.paths['/organization'].get.parameters[*].name"))
                .doesNotContain("X-Organization");
    }

    @Test
    void errorsTellTheirHeaders() {
        String answers = "$.paths['/org/create'].post.responses";
        assertThat(description.<Map<String, ?>>read(answers + "['503'].headers"))
                .containsKey("Retry-After");
        assertThat(description.<Map<String, ?>>read("$.paths['/user/list'].get.responses['401'].headers"))
                .containsKey("WWW-Authenticate");
    }

    private Set<String> statuses(String operation) {
        return description.<Map<String, ?>>read(operation + ".responses").keySet();
    }

    private Set<String> errors(String operation, String status) {
        return description
                .<Map<String, ?>>read(
                        operation + ".responses['" + status + "'].content['application/problem+json'].examples")
                .keySet();
    }
}
