package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** Contract, "Conventions": a body is never half understood, and nothing can be smuggled in, on any route that takes one. */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTests {

    private final Api api;
    private Api.Account account = new Api.Account("", "", "", "");

    BadInputTests(Api api) {
        this.api = api;
    }

    @BeforeAll
    void signIn() {
        account = api.organization("Robust");
    }

    /** A route with a body that it takes: everything else about the request is right. */
    private record Route(HttpMethod method, String path, boolean signedIn, Map<String, Object> body) {

        Map<String, Object> with(String member, Object value) {
            Map<String, Object> changed = new LinkedHashMap<>(body);
            changed.put(member, value);
            return changed;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static Stream<Route> routes() {
        String name = Api.uniqueName("Robust");
        String email = Api.uniqueEmail();
        return Stream.of(
                new Route(
                        HttpMethod.POST,
                        "/org/create",
                        false,
                        Map.of("organization_name", name, "email", email, "password", Api.PASSWORD)),
                new Route(HttpMethod.POST, "/admin/login", false, Map.of("email", email, "password", Api.PASSWORD)),
                new Route(HttpMethod.POST, "/auth/register", false, Map.of("email", email, "password", Api.PASSWORD)),
                new Route(
                        HttpMethod.PUT,
                        "/org/update",
                        false,
                        Map.of("organization_name", name, "email", email, "password", Api.PASSWORD)),
                new Route(HttpMethod.PUT, "/org/update", true, Map.of("organization_name", name)),
                new Route(HttpMethod.DELETE, "/org/delete", true, Map.of("organization_name", name)),
                new Route(
                        HttpMethod.POST,
                        "/user/create",
                        true,
                        Map.of("email", email, "password", Api.PASSWORD, "role", "member")));
    }

    static Stream<Arguments> operators() {
        return routes().flatMap(route -> route.body().keySet().stream()
                .flatMap(member -> Stream.of(Map.of("$ne", ""), List.of("a"), 7, true)
                        .map(value -> Arguments.of(route, member, value))));
    }

    /** The query operators of MongoDB are objects; a text is never one, nor a list, a number or a truth value. */
    @ParameterizedTest(name = "{0} with {1} = {2}")
    @MethodSource("operators")
    void whatShouldBeATextIsNothingElse(Route route, String member, Object value) {
        Api.refusedFor(member, api.send(route.method(), route.path(), token(route), route.with(member, value)));
    }

    static Stream<Arguments> smuggled() {
        return routes().flatMap(
                        route -> Stream.of("role", "_id", "organization_id", "version", "$set", "__proto__", "Email")
                                .filter(member -> !route.body().containsKey(member))
                                .map(member -> Arguments.of(route, member)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("smuggled")
    void aMemberThatIsNotKnownIsRefused(Route route, String member) {
        Api.refusedFor(member, api.send(route.method(), route.path(), token(route), route.with(member, "admin")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void anythingButJsonIsRefused(Route route) {
        for (MediaType type : List.of(MediaType.APPLICATION_XML, MediaType.TEXT_PLAIN, MediaType.APPLICATION_CBOR)) {
            Api.refused(
                    api.http()
                            .method(route.method())
                            .uri(route.path())
                            .headers(headers -> {
                                headers.setContentType(type);
                                if (route.signedIn()) {
                                    headers.setBearerAuth(account.token());
                                }
                            })
                            .bodyValue("<organization_name>x</organization_name>".getBytes(StandardCharsets.UTF_8))
                            .exchange(),
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    static Stream<Arguments> malformed() {
        return routes().flatMap(route -> Stream.of(
                        "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000),
                        "[".repeat(1_000) + "]".repeat(1_000),
                        "{\"email\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}",
                        "",
                        "{",
                        "null",
                        "[]",
                        "\"text\"",
                        "{}{}",
                        "{\"password\":\"12345678\",\"password\":\"87654321\"}",
                        "{\"email\":\"\u0001\"}",
                        "{'email':'a@b.cd'}",
                        "{\"email\":NaN}")
                .map(body -> Arguments.of(route, body)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aBodyThatIsNoJsonObjectOfThatShapeIsRefused(Route route, String body) {
        api.send(route.method(), route.path(), token(route), body)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(
                        String.class,
                        detail -> assertThat(detail).doesNotContainIgnoringCase("jackson", "java.", "io.tenantry"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a@",
                "@b.cd",
                "a@b",
                "a b@c.de",
                "a@b..cd",
                "a@b.cd, e@f.gh",
                "a@b.cd\nBcc: e@f.gh",
                "\"a b\"@c.de",
                "a@[127.0.0.1]",
                "<a@b.cd>",
                "a\u0000@b.cd"
            })
    void whatIsNoAddressIsRefused(String email) {
        Api.refusedFor("email", api.create(Api.uniqueName("Address"), email, Api.PASSWORD));
        Api.refusedFor("email", api.adminLogin(email, Api.PASSWORD));
        Api.refusedFor("email", api.createUser(account, email, "member"));
    }

    private @Nullable String token(Route route) {
        return route.signedIn() ? account.token() : null;
    }
}
