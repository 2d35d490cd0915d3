package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.tenantry.kernel.ErrorCode;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The service under test as a caller sees it: over a real port, with helpers for what every test begins with. */
@Lazy
@Component
public class Api {

    public static final String PASSWORD = "correct horse battery";

    /** The description of the API is longer than what a client keeps by default. */
    private static final int MOST_BYTES = 8 << 20;

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final String RUN = new ObjectId().toHexString().substring(16);

    private final AtomicReference<@Nullable String> firstSuperuser = new AtomicReference<>();

    private final WebTestClient http;
    private final WebClient parallel;
    private final String url;

    Api(@LocalServerPort int port) {
        this.url = "http://127.0.0.1:" + port;
        this.http = WebTestClient.bindToServer()
                .baseUrl(url)
                .responseTimeout(Duration.ofSeconds(30))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
                .filter(WholeAnswers::read)
                .build();
        this.parallel = WebClient.create(url);
    }

    public String url() {
        return url;
    }

    public WebTestClient http() {
        return http;
    }

    /** A name that no other test and no earlier run has used, and that does not end like a digest. */
    public static String uniqueName(String stem) {
        return stem + " " + RUN + "n" + NAMES.incrementAndGet();
    }

    public static String uniqueEmail() {
        return "someone-" + RUN + NAMES.incrementAndGet() + "@example.com";
    }

    /** An organization with its admin signed in. */
    public Account organization(String stem) {
        String name = uniqueName(stem);
        String email = uniqueEmail();
        String id = text(create(name, email, PASSWORD).expectStatus().isCreated(), "organization_id");
        return new Account(id, name, email, login(email));
    }

    public WebTestClient.ResponseSpec create(@Nullable Object name, @Nullable Object email, @Nullable Object password) {
        return post("/org/create", null, fields("organization_name", name, "email", email, "password", password));
    }

    public WebTestClient.ResponseSpec lookUp(String name) {
        return http.get()
                .uri(uri -> uri.path("/org/get")
                        .queryParam("organization_name", "{name}")
                        .build(name))
                .exchange();
    }

    /** An organization as its members see it, under whatever name it has now. */
    public Map<String, Object> details(Account account, String name) {
        return body(http.get()
                .uri(uri -> uri.path("/org/get")
                        .queryParam("organization_name", "{name}")
                        .build(name))
                .headers(headers -> bearer(headers, account.token()))
                .exchange()
                .expectStatus()
                .isOk());
    }

    /** Where the data of an organization lives. */
    public String databaseOf(Account account, String name) {
        return String.valueOf(details(account, name).get("database_name"));
    }

    public WebTestClient.ResponseSpec rename(Account account, String name) {
        return send(HttpMethod.PUT, "/org/update", account.token(), Map.of("organization_name", name));
    }

    /** A rename for those that are sent side by side. */
    public Mono<Answer> renaming(Account account, String name) {
        return call(HttpMethod.PUT, "/org/update", account.token(), Map.of("organization_name", name));
    }

    public WebTestClient.ResponseSpec delete(String token, String name) {
        return send(HttpMethod.DELETE, "/org/delete", token, Map.of("organization_name", name));
    }

    /** An access token of an admin. */
    public String login(String email) {
        return text(adminLogin(email, PASSWORD).expectStatus().isOk(), "access_token");
    }

    /** An access token of somebody who is in one organization. */
    public String signIn(String email) {
        return text(login(email, PASSWORD, null).expectStatus().isOk(), "access_token");
    }

    public WebTestClient.ResponseSpec adminLogin(Object email, Object password) {
        return post("/admin/login", null, fields("email", email, "password", password));
    }

    /** The session that an access token is part of. */
    public static String session(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("sid");
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** An access token of a superuser, who is made with the bootstrap token when there is none yet. */
    public String superuser() {
        return login(firstSuperuser.updateAndGet(known -> known == null ? bootstrapped() : known));
    }

    private String bootstrapped() {
        String email = uniqueEmail();
        registerFirst(TestDatabase.BOOTSTRAP_TOKEN, email).expectStatus().isCreated();
        return email;
    }

    /** {@code POST /auth/register} with a bootstrap token. */
    public WebTestClient.ResponseSpec registerFirst(String bootstrapToken, String email) {
        return http.post()
                .uri("/auth/register")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Bootstrap-Token", bootstrapToken)
                .bodyValue(fields("email", email, "password", PASSWORD))
                .exchange();
    }

    /** {@code POST /auth/register} with an access token, or without. */
    public WebTestClient.ResponseSpec register(@Nullable String token, String email, String password) {
        return post("/auth/register", token, fields("email", email, "password", password));
    }

    /** {@code POST /organization/{id}/suspend} or {@code resume}, as a superuser. */
    public WebTestClient.ResponseSpec turn(Account account, String change) {
        return post("/organization/" + account.organizationId() + "/" + change, superuser(), Map.of());
    }

    public WebTestClient.ResponseSpec createUser(Account account, String email, String role) {
        return post("/user/create", account.token(), fields("email", email, "password", PASSWORD, "role", role));
    }

    /** A new colleague, signed in. */
    public Person person(Account account, String role) {
        String email = uniqueEmail();
        String id = text(createUser(account, email, role).expectStatus().isCreated(), "id");
        return new Person(id, email, signIn(email));
    }

    /** A new API key as its maker sees it, once with the key itself. */
    public Map<String, Object> apiKey(Account account, String role) {
        return body(post("/api-keys", account.token(), Map.of("name", "Desk", "role", role))
                .expectStatus()
                .isCreated());
    }

    public WebTestClient.ResponseSpec get(String path, @Nullable String token) {
        return http.get().uri(path).headers(headers -> bearer(headers, token)).exchange();
    }

    public WebTestClient.ResponseSpec post(String path, @Nullable String token, Object body) {
        return send(HttpMethod.POST, path, token, body);
    }

    public WebTestClient.ResponseSpec send(HttpMethod method, String path, @Nullable String token, Object body) {
        return http.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> bearer(headers, token))
                .bodyValue(body)
                .exchange();
    }

    /** A request for those that are sent side by side; nothing is sent before this is subscribed to. */
    public Mono<Answer> call(HttpMethod method, String path, @Nullable String token, @Nullable Object body) {
        WebClient.RequestBodySpec request =
                parallel.method(method).uri(path).headers(headers -> bearer(headers, token));
        return (body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body))
                .exchangeToMono(Answer::of);
    }

    /** All the answers to requests that are sent at once. */
    public static List<Answer> answers(List<Mono<Answer>> requests) {
        return Objects.requireNonNull(Flux.merge(Flux.fromIterable(requests), requests.size())
                .collectList()
                .block(Duration.ofSeconds(60)));
    }

    /** {@code POST /login}. */
    public WebTestClient.ResponseSpec login(String email, String password, @Nullable String organizationName) {
        BodyInserters.FormInserter<String> form = BodyInserters.fromFormData("grant_type", "password")
                .with("username", email)
                .with("password", password);
        return http.post()
                .uri("/login")
                .body(organizationName == null ? form : form.with("organization_name", organizationName))
                .exchange();
    }

    /** The problem that a refusal explains itself with: contract, "Errors". */
    public static Map<String, Object> refused(WebTestClient.ResponseSpec response, ErrorCode code) {
        response.expectStatus().isEqualTo(code.status());
        response.expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (code.status() == HttpStatus.UNAUTHORIZED) {
            response.expectHeader().exists(HttpHeaders.WWW_AUTHENTICATE);
        }
        Map<String, Object> problem = body(response);
        assertThat(problem)
                .containsEntry("code", code.code())
                .containsEntry("status", code.status().value())
                .containsKeys("type", "title", "detail", "instance", "request_id");
        return problem;
    }

    /** 400 for one field. */
    public static void refusedFor(String field, WebTestClient.ResponseSpec response) {
        assertThat(refused(response, ErrorCode.VALIDATION_FAILED).get("errors"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(error -> assertThat(error.get("field")).isEqualTo(field));
    }

    private static void bearer(HttpHeaders headers, @Nullable String token) {
        if (token != null) {
            headers.setBearerAuth(token);
        }
    }

    /** A JSON object, for bodies with members that are null. */
    public static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** One member of an answer. */
    public static String text(WebTestClient.ResponseSpec response, String member) {
        return String.valueOf(body(response).get(member));
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> body(WebTestClient.ResponseSpec response) {
        return Objects.requireNonNull(
                response.expectBody(Map.class).returnResult().getResponseBody());
    }

    /** The items of one page of a list. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> items(WebTestClient.ResponseSpec response) {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(body(response.expectStatus().isOk()).get("items"));
    }

    /** Somebody in an organization, with their access token. */
    public record Person(String id, String email, String token) {}

    /** An organization with the credentials of its admin. */
    public record Account(String organizationId, String name, String email, String token) {}
}
