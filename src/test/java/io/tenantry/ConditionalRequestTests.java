package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Contract, "Conditional requests". */
@TenantryTest
class ConditionalRequestTests {

    private static final String STALE = "\"0\"";

    private final Api api;

    ConditionalRequestTests(Api api) {
        this.api = api;
    }

    @Test
    void aUserCarriesItsVersion() {
        Api.Account account = api.organization("Tags");
        WebTestClient.ResponseSpec created = api.createUser(account, Api.uniqueEmail(), "member");
        created.expectHeader().valueEquals(HttpHeaders.ETAG, "\"1\"");
        String path = "/user/" + Api.text(created, "id");

        tag("\"1\"", api.get(path, account.token()));
        tag("\"2\"", change(account, path, "\"1\"", "Grace"));
        tag("\"2\"", api.get(path, account.token()));
        tag("\"3\"", change(account, path, null, "Ada"));
        tag("\"4\"", change(account, path, "*", "Grace"));
        tag("\"5\"", change(account, path, "\"3\", \"4\"", "Ada"));
    }

    @Test
    void aStaleChangeIsNotMade() {
        Api.Account account = api.organization("Stale");
        String path = user(account);
        change(account, path, "\"1\"", "Grace").expectStatus().isOk();

        Api.refused(change(account, path, "\"1\"", "Ada"), ErrorCode.PRECONDITION_FAILED);
        Api.refused(change(account, path, "W/\"2\"", "Ada"), ErrorCode.PRECONDITION_FAILED);
        Api.refused(send(HttpMethod.DELETE, path, account.token(), "\"1\"", ""), ErrorCode.PRECONDITION_FAILED);
        assertThat(Api.body(api.get(path, account.token())))
                .containsEntry("full_name", "Grace")
                .containsEntry("version", 2);

        send(HttpMethod.DELETE, path, account.token(), "\"2\"", "")
                .expectStatus()
                .isNoContent();
        Api.refused(change(account, path, "*", "Ada"), ErrorCode.NOT_FOUND);
    }

    @Test
    void aMalformedTagIsRefused() {
        Api.Account account = api.organization("Malformed");
        String path = user(account);
        List.of("2", "\"2", "*, \"2\"", ",")
                .forEach(tag -> Api.refusedFor("If-Match", change(account, path, tag, "Ada")));
    }

    /** Of those who read the same version, one changes it. */
    @Test
    void oneOfManyChangesOfAVersionIsMade() {
        Api.Account account = api.organization("Race");
        String path = user(account);
        WebClient http = WebClient.create(api.url());
        List<Mono<Answer>> changes = IntStream.range(0, 10)
                .mapToObj(i -> http.patch()
                        .uri(path)
                        .headers(headers -> headers.setBearerAuth(account.token()))
                        .header(HttpHeaders.IF_MATCH, "\"1\"")
                        .bodyValue(Map.of("full_name", "Name " + i))
                        .exchangeToMono(Answer::of))
                .toList();

        List<Answer> answers = Api.answers(changes);

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.is(ErrorCode.PRECONDITION_FAILED))
                .hasSize(9);
        assertThat(Api.body(api.get(path, account.token()))).containsEntry("version", 2);
    }

    @Test
    void whoHasItAlreadyGetsNoBody() {
        Api.Account account = api.organization("Fresh");
        String path = user(account);

        for (String known : List.of("\"1\"", "W/\"1\"", "\"7\", \"1\"", "*")) {
            read(path, account.token(), known)
                    .expectStatus()
                    .isNotModified()
                    .expectHeader()
                    .valueEquals(HttpHeaders.ETAG, "\"1\"")
                    .expectBody()
                    .isEmpty();
        }
        read(path, account.token(), "\"2\"").expectStatus().isOk();
        change(account, path, null, "Grace").expectStatus().isOk();
        read(path, account.token(), "\"1\"").expectStatus().isOk();
    }

    @Test
    void whoKnowsWhatNoTagIsGetsAll() {
        Api.Account account = api.organization("Unreadable");

        for (String known : List.of("x", "\"x", "x\"", "\"\"", "W/x", ",", "")) {
            read("/me", account.token(), known)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .exists(HttpHeaders.ETAG);
        }
    }

    @Test
    void anOrganizationChangesOnlyFromTheVersionThatWasRead() {
        Api.Account account = api.organization("Plans");
        String path = "/organization/" + account.organizationId();
        String root = api.superuser();
        String read = tagOf(api.get(path, root));

        Api.refused(send(HttpMethod.PATCH, path, root, STALE, Map.of("tier", "pro")), ErrorCode.PRECONDITION_FAILED);
        String changed = tagOf(send(HttpMethod.PATCH, path, root, read, Map.of("tier", "pro")));
        assertThat(changed).isNotEqualTo(read);
        Api.refused(send(HttpMethod.PATCH, path, root, read, Map.of("tier", "free")), ErrorCode.PRECONDITION_FAILED);
        tag(changed, api.get(path, root));
    }

    @Test
    void aRenameOrDeletionOfAnotherVersionIsNotBegun() {
        Api.Account account = api.organization("Renamer");
        String name = Api.uniqueName("Renamed");
        Map<String, Object> rename = Map.of("organization_name", name);

        Api.refused(send(HttpMethod.PUT, "/org/update", account.token(), STALE, rename), ErrorCode.PRECONDITION_FAILED);
        Api.refused(
                send(
                        HttpMethod.PUT,
                        "/org/update",
                        null,
                        STALE,
                        Map.of("organization_name", name, "email", account.email(), "password", Api.PASSWORD)),
                ErrorCode.PRECONDITION_FAILED);
        String read = tagOf(asMember(account, account.name()));
        String renamed = tagOf(send(HttpMethod.PUT, "/org/update", account.token(), read, rename));

        Api.refused(
                send(HttpMethod.DELETE, "/org/delete", account.token(), read, rename), ErrorCode.PRECONDITION_FAILED);
        send(HttpMethod.DELETE, "/org/delete", account.token(), renamed, rename)
                .expectStatus()
                .isNoContent();
    }

    @Test
    void aRoleChangesOnlyFromTheVersionThatWasRead() {
        Api.Account account = api.organization("Tagged Roles");
        String path = "/roles/clerk";
        String made = tagOf(put(account, path, null, "read:users"));
        tag(made, api.get(path, account.token()));
        read(path, account.token(), made).expectStatus().isNotModified();
        read(path, account.token(), "\"0\"").expectStatus().isOk();

        String changed = tagOf(put(account, path, made, "read:roles"));
        assertThat(changed).isNotEqualTo(made);
        Api.refused(put(account, path, made, "read:events"), ErrorCode.PRECONDITION_FAILED);
        Api.refused(send(HttpMethod.DELETE, path, account.token(), made, ""), ErrorCode.PRECONDITION_FAILED);
        assertThat(Api.body(api.get(path, account.token()))).containsEntry("permissions", List.of("read:roles"));
        Api.refusedFor("If-Match", put(account, path, "3", "read:events"));

        String last = tagOf(put(account, path, null, "read:events"));
        send(HttpMethod.DELETE, path, account.token(), last, "").expectStatus().isNoContent();
    }

    /** RFC 9110, sections 8.8.1 and 13.1.1: no tag comes back, and what is not there has none. */
    @Test
    void aRoleThatWasRemovedHasNoVersionEvenWhenItIsMadeAgain() {
        Api.Account account = api.organization("Remade Roles");
        String path = "/roles/clerk";
        String first = tagOf(put(account, path, null, "read:users"));
        send(HttpMethod.DELETE, path, account.token(), null, "").expectStatus().isNoContent();

        Api.refused(put(account, path, first, "read:roles"), ErrorCode.PRECONDITION_FAILED);
        Api.refused(put(account, path, "*", "read:roles"), ErrorCode.PRECONDITION_FAILED);
        Api.refused(api.get(path, account.token()), ErrorCode.NOT_FOUND);

        put(account, path, null, "read:roles").expectStatus().isOk();
        Api.refused(put(account, path, first, "read:events"), ErrorCode.PRECONDITION_FAILED);
        put(account, path, "*", "read:events").expectStatus().isOk();
    }

    /** "Without it a write is retried inside": all of them are made, one after the other. */
    @Test
    void changesOfARoleAtOnceAreMadeOneAfterTheOther() {
        Api.Account account = api.organization("Busy Roles");
        String path = "/roles/clerk";
        put(account, path, null, "read:users").expectStatus().isOk();

        List<Answer> answers = Api.answers(IntStream.range(0, 3)
                .mapToObj(i -> api.call(
                        HttpMethod.PUT,
                        path,
                        account.token(),
                        Map.of("description", "Number " + i, "permissions", List.of("read:users"))))
                .toList());

        assertThat(Answer.statuses(answers)).containsExactly(200, 200, 200);
    }

    @Test
    void ofManyWhoMakeARoleAtOnceEveryOneIsAnswered() {
        Api.Account account = api.organization("Raced Roles");

        List<Answer> answers = Api.answers(IntStream.range(0, 3)
                .mapToObj(i -> api.call(
                        HttpMethod.PUT, "/roles/clerk", account.token(), Map.of("permissions", List.of("read:users"))))
                .toList());

        assertThat(Answer.statuses(answers)).containsExactly(200, 200, 200);
    }

    @Test
    void aKeyIsRevokedOnlyFromTheVersionThatWasRead() {
        Api.Account account = api.organization("Tagged Keys");
        WebTestClient.ResponseSpec made =
                api.post("/api-keys", account.token(), Map.of("name", "Desk", "role", "member"));
        made.expectStatus().isCreated().expectHeader().valueEquals(HttpHeaders.ETAG, "\"1\"");
        String path = "/api-keys/" + Api.text(made, "id");

        Api.refused(send(HttpMethod.DELETE, path, account.token(), STALE, ""), ErrorCode.PRECONDITION_FAILED);
        send(HttpMethod.DELETE, path, account.token(), "\"1\"", "")
                .expectStatus()
                .isNoContent();
        Api.refused(send(HttpMethod.DELETE, path, account.token(), "\"1\"", ""), ErrorCode.PRECONDITION_FAILED);
        send(HttpMethod.DELETE, path, account.token(), null, "").expectStatus().isNoContent();
    }

    @Test
    void anInvitationIsRevokedOnlyFromTheVersionThatWasRead() {
        Api.Account account = api.organization("Tagged Invitations");
        String one = invited(account, Api.uniqueEmail()).get("id");
        Map<String, String> other = invited(account, Api.uniqueEmail());
        String path = "/invitations/" + one;

        Api.refused(send(HttpMethod.DELETE, path, account.token(), STALE, ""), ErrorCode.PRECONDITION_FAILED);
        Api.refusedFor("If-Match", send(HttpMethod.DELETE, path, account.token(), "1", ""));
        send(HttpMethod.DELETE, path, account.token(), "\"1\"", "")
                .expectStatus()
                .isNoContent();
        Api.refused(send(HttpMethod.DELETE, path, account.token(), "\"1\"", ""), ErrorCode.NOT_FOUND);
        api.post(
                        "/signup",
                        null,
                        Map.of(
                                "email",
                                other.get("email"),
                                "password",
                                Api.PASSWORD,
                                "invitation_token",
                                other.get("token")))
                .expectStatus()
                .isCreated();
        String used = "/invitations/" + other.get("id");
        Api.refused(send(HttpMethod.DELETE, used, account.token(), "\"1\"", ""), ErrorCode.PRECONDITION_FAILED);
        Api.refused(send(HttpMethod.DELETE, used, account.token(), "\"2\"", ""), ErrorCode.INVITATION_USED);
    }

    private Map<String, String> invited(Api.Account account, String email) {
        WebTestClient.ResponseSpec made =
                api.post("/invitations", account.token(), Map.of("email", email, "role", "member"));
        made.expectStatus().isCreated().expectHeader().valueEquals(HttpHeaders.ETAG, "\"1\"");
        Map<String, Object> body = Api.body(made);
        assertThat(body).doesNotContainKey("version");
        return Map.of("id", text(body, "id"), "email", email, "token", text(body, "token"));
    }

    private static String text(Map<String, Object> body, String member) {
        return String.valueOf(body.get(member));
    }

    /** What strangers see is another representation, and has no tag. */
    @Test
    void onlyTheWholeOrganizationHasATag() {
        Api.Account account = api.organization("Masked");
        Api.Account stranger = api.organization("Stranger");

        tagOf(asMember(account, account.name()));
        api.lookUp(account.name()).expectStatus().isOk().expectHeader().doesNotExist(HttpHeaders.ETAG);
        asMember(stranger, account.name()).expectStatus().isOk().expectHeader().doesNotExist(HttpHeaders.ETAG);
        assertThat(api.details(account, account.name())).doesNotContainKey("version");
    }

    @Test
    void theDescriptionTellsOfTagsAndKeys() {
        DocumentContext description = JsonPath.parse(api.get("/openapi.json", null)
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .collect(Collectors.joining())
                .block(Duration.ofSeconds(10)));
        for (String operation : List.of(
                "['/user/{id}'].patch",
                "['/user/{id}'].delete",
                "['/roles/{name}'].put",
                "['/roles/{name}'].delete",
                "['/api-keys/{id}'].delete",
                "['/invitations/{id}'].delete",
                "['/org/settings'].patch",
                "['/me'].patch",
                "['/organization/{id}'].patch",
                "['/org/update'].put",
                "['/org/delete'].delete")) {
            assertThat(description.<List<String>>read("$.paths" + operation + ".parameters[*].name"))
                    .contains("If-Match");
            assertThat(description.<Map<String, ?>>read("$.paths" + operation + ".responses"))
                    .containsKey("412");
        }
        for (String answer : List.of(
                "['/roles/{name}'].get.responses['200']",
                "['/roles/{name}'].put.responses['200']",
                "['/api-keys'].post.responses['201']",
                "['/invitations'].post.responses['201']",
                "['/me'].get.responses['200']",
                "['/org/settings'].get.responses['200']",
                "['/user/{id}'].get.responses['200']",
                "['/user/{id}'].patch.responses['200']",
                "['/user/create'].post.responses['201']",
                "['/organization/{id}'].get.responses['200']",
                "['/org/update'].put.responses['200']",
                "['/org/get'].get.responses['200']")) {
            assertThat(description.<Map<String, ?>>read("$.paths" + answer + ".headers"))
                    .containsKey("ETag");
        }
        for (String path : List.of("/org/create", "/user/create", "/organization/create", "/auth/register")) {
            assertThat(description.<List<String>>read("$.paths['" + path + "'].post.parameters[*].name"))
                    .contains("Idempotency-Key");
            assertThat(description.<Map<String, ?>>read("$.paths['" + path + "'].post.responses"))
                    .containsKeys("409", "422");
        }
    }

    private String user(Api.Account account) {
        return "/user/"
                + Api.text(
                        api.createUser(account, Api.uniqueEmail(), "member")
                                .expectStatus()
                                .isCreated(),
                        "id");
    }

    private WebTestClient.ResponseSpec change(
            Api.Account account, String path, @Nullable String expected, String name) {
        return send(HttpMethod.PATCH, path, account.token(), expected, Map.of("full_name", name));
    }

    private WebTestClient.ResponseSpec put(
            Api.Account account, String path, @Nullable String expected, String permission) {
        return send(HttpMethod.PUT, path, account.token(), expected, Map.of("permissions", List.of(permission)));
    }

    private WebTestClient.ResponseSpec asMember(Api.Account reader, String name) {
        return api.http()
                .get()
                .uri(uri -> uri.path("/org/get")
                        .queryParam("organization_name", "{name}")
                        .build(name))
                .headers(headers -> headers.setBearerAuth(reader.token()))
                .exchange();
    }

    private WebTestClient.ResponseSpec read(String path, String token, String known) {
        return api.http()
                .get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .header(HttpHeaders.IF_NONE_MATCH, known)
                .exchange();
    }

    private WebTestClient.ResponseSpec send(
            HttpMethod method, String path, @Nullable String token, @Nullable String expected, Object body) {
        return api.http()
                .method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                    if (expected != null) {
                        headers.set(HttpHeaders.IF_MATCH, expected);
                    }
                })
                .bodyValue(body)
                .exchange();
    }

    private static void tag(String expected, WebTestClient.ResponseSpec response) {
        assertThat(tagOf(response)).isEqualTo(expected);
    }

    private static String tagOf(WebTestClient.ResponseSpec response) {
        String tag = response.expectStatus()
                .isOk()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
        assertThat(tag).matches("\"\\d+(\\.[a-z0-9]+)*\"");
        return String.valueOf(tag);
    }
}
