package io.tenantry.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, "GET /openapi.json": OpenAPI 3.1 of the API's routes with examples, every status, every error. */
@SpringBootTest(
        classes = HomeTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"APP_NAME=Acme", "spring.test.webtestclient.timeout=30s"})
@AutoConfigureWebTestClient(timeout = "30s")
class OpenApiTest {

    @Autowired
    private WebTestClient client;

    private DocumentContext api;

    @BeforeEach
    void read() {
        byte[] json = client.get()
                .uri("/openapi.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        api = JsonPath.parse(new String(json, StandardCharsets.UTF_8));
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(api.<String>read("$.openapi")).startsWith("3.1");
        assertThat(api.<String>read("$.info.title")).isEqualTo("Acme");
        assertThat(api.<String>read("$.info.license.identifier")).isEqualTo("MIT");
        assertThat(api.<List<Map<String, String>>>read("$.servers"))
                .extracting("url")
                .containsExactly("/");
    }

    @Test
    void pagesAndFilesAreNoApi() {
        assertThat(paths()).contains("/health", "/forms").doesNotContain("/", "/docs", "/redoc", "/openapi.json");
        assertThat(paths()).noneMatch(path -> path.startsWith("/assets") || path.startsWith("/problems"));
    }

    @Test
    void theAuthorizeButtonHasTwoWays() {
        assertThat(api.<String>read("$.components.securitySchemes.bearer.scheme"))
                .isEqualTo("bearer");
        assertThat(api.<String>read("$.components.securitySchemes.password.flows.password.tokenUrl"))
                .isEqualTo("/login");
    }

    @Test
    void everyOperationTellsTheErrorsThatAllHave() {
        assertThat(statuses("/forms", "post"))
                .contains("200", "400", "401", "403", "406", "408", "413", "414", "415", "431", "500", "503");
        assertThat(statuses("/plain", "get"))
                .contains("400", "401", "403", "406", "414", "431", "500", "503")
                .doesNotContain("408", "413", "415");
        assertThat(statuses("/health", "get")).contains("200", "503").doesNotContain("401", "403");
        assertThat(api.<String>read(response("/forms", "post", "400") + ".schema.$ref"))
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api.<String>read(response("/forms", "post", "413") + ".examples.body_too_large.value.code"))
                .isEqualTo("body_too_large");
    }

    @Test
    void anOperationTellsItsOwnErrors() {
        assertThat(api.<Map<String, Object>>read(response("/taken", "post", "409") + ".examples"))
                .containsOnlyKeys("organization_name_taken", "email_taken");
    }

    @Test
    void credentialsAreNeededUnlessTheOperationIsAnonymous() {
        assertThat(api.<List<?>>read("$.paths['/health'].get.security")).isEmpty();
        assertThat(api.<List<Map<String, ?>>>read("$.paths['/forms'].get.security"))
                .extracting(Map::keySet)
                .extracting(Object::toString)
                .containsExactly("[bearer]", "[password]");
        assertThat(api.<List<Map<String, ?>>>read("$.paths['/optional'].get.security"))
                .contains(Map.of());
    }

    @Test
    void theTagIsTheFeature() {
        assertThat(api.<List<String>>read("$.paths['/health'].get.tags")).containsExactly("Health");
    }

    @Test
    void fieldsAndConstantsAreNamedAsInJson() {
        assertThat(api.<Map<String, ?>>read("$.components.schemas.Form.properties"))
                .containsKeys("display_name", "team_size", "open_signup", "start_time");
        assertThat(api.<List<String>>read("$.components.schemas.Form.properties.severity.enum"))
                .containsExactly("info", "very_bad");
        assertThat(api.<String>read("$.components.schemas.Form.properties.email.format"))
                .isEqualTo("email");
        assertThat(api.<String>read("$.components.schemas.Form.properties.password.format"))
                .isEqualTo("password");
        assertThat(api.<List<String>>read("$.components.schemas.Form.required")).containsExactly("display_name");
    }

    /** A field without a value is null. */
    @Test
    void anAnswerHasAllItsFields() {
        assertThat(api.<List<String>>read("$.components.schemas.Echo.required"))
                .containsExactlyInAnyOrder("display_name", "email", "password", "start_time", "severity", "updated_at");
        assertThat(api.<List<String>>read("$.components.schemas.PageInteger.required"))
                .containsExactlyInAnyOrder("items", "next_cursor");
        assertThat(api.<List<String>>read("$.components.schemas.Problem.required"))
                .contains("instance")
                .doesNotContain("errors");
    }

    @Test
    void whoIsToComeBackIsToldWhen() {
        for (String path : List.of("/health", "/readyz")) {
            assertThat(api.<Map<String, ?>>read("$.paths['" + path + "'].get.responses['503'].headers"))
                    .containsKey("Retry-After");
        }
    }

    @Test
    void aListTellsItsPages() {
        assertThat(api.<List<String>>read("$.paths['/pages'].get.parameters[*].name"))
                .containsExactly("limit", "cursor");
        assertThat(api.<Integer>read("$.paths['/pages'].get.parameters[0].schema.maximum"))
                .isEqualTo(200);
    }

    private Iterable<String> paths() {
        return api.<Map<String, ?>>read("$.paths").keySet();
    }

    private Iterable<String> statuses(String path, String method) {
        return api.<Map<String, ?>>read("$.paths['" + path + "']." + method + ".responses")
                .keySet();
    }

    private static String response(String path, String method, String status) {
        return "$.paths['" + path + "']." + method + ".responses['" + status + "'].content['application/problem+json']";
    }
}
