package io.tenantry.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Contract, "Demonstration": {@code POST /demo/create-sample-data}, also where nobody makes organizations by themselves. */
@TenantryTest
@TestPropertySource(properties = {"tenantry.demo.data=true", "tenantry.organizations.self-service=false"})
class DemoCompanyTests {

    private static final String ROUTE = "/demo/create-sample-data";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final Databases databases;

    DemoCompanyTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @BeforeAll
    static void makeRoom() {
        DemoService.dropDatabases();
    }

    @AfterEach
    void deleteIt() {
        String token = DemoService.adminToken(Sample.ON_REQUEST, api);
        String name = databases
                .find(
                        databases.master(),
                        "organizations",
                        Filters.eq("admin_email", Sample.ON_REQUEST.admin().value()))
                .get(0)
                .getString("name");
        api.delete(token, name).expectStatus().isNoContent();
    }

    @Test
    void itIsMadeTheFirstTimeAndTheSameFromThenOn() {
        Map<String, Object> first = Api.body(create().expectStatus().isCreated());
        Map<String, Object> then = Api.body(create().expectStatus().isOk());

        assertThat(first).containsEntry("organization_name", "Demo Company").isEqualTo(then);
        assertThat(databases.traces(String.valueOf(first.get("organization_id"))))
                .isNotEmpty();
    }

    @Test
    void everybodyCanSignInWithWhatIsAnswered() {
        Map<String, Object> made = Api.body(create().expectStatus().isCreated());

        assertThat(people(made))
                .extracting(person -> Api.text(
                        api.login(text(person, "email"), text(person, "password"), null)
                                .expectStatus()
                                .isOk(),
                        "scope"))
                .containsExactly("admin", "organizer", "developer", "member");
    }

    @Test
    void fiftyAtOnceMakeOne() {
        List<Answer> answers =
                Api.answers(Stream.<Mono<Answer>>generate(() -> api.call(HttpMethod.POST, ROUTE, null, null))
                        .limit(50)
                        .toList());

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(answers).extracting(Answer::body).containsOnly(answers.get(0).body());
        assertThat(databases.find(databases.master(), "organizations", Filters.eq("name", "Demo Company")))
                .hasSize(1);
        assertThat(DemoService.users(Sample.ON_REQUEST, api)).hasSize(4);
    }

    /** The caller hangs up in the middle; whoever asks next finds it made, or makes the rest. */
    @Test
    void aCallerWhoHangsUpLeavesNothingHalfDone() {
        // Over connections of its own: of a shared one the next request could be cut off in this one's place.
        WebClient hangingUp = WebClient.builder()
                .baseUrl(api.url())
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(ConnectionProvider.newConnection())))
                .build();
        for (int i = 0; i < 10; i++) {
            hangingUp
                    .post()
                    .uri(ROUTE)
                    .retrieve()
                    .toBodilessEntity()
                    .timeout(Duration.ofMillis(20L * i), Mono.empty())
                    .block();
        }

        create().expectStatus().is2xxSuccessful();
        assertThat(DemoService.users(Sample.ON_REQUEST, api)).hasSize(4);
    }

    /** Another instance is at it, or was until it died: design, "A login and its user live in two databases". */
    @Test
    void whatAnotherInstanceHasBegunIsWaitedFor() {
        String id = Api.text(create().expectStatus().isCreated(), "organization_id");
        remove("elena");
        remove("noah");
        Bson pending = Filters.and(Filters.eq("email", "noah@democompany.example"), Filters.eq("state", "PENDING"));
        databases.insert(
                databases.master().getName(),
                "logins",
                new Document("email", "noah@democompany.example")
                        .append("organization_id", new ObjectId(id))
                        .append("password_hash", "none")
                        .append("state", "PENDING")
                        .append("since", Instant.now()));

        CompletableFuture<Answer> answer =
                api.call(HttpMethod.POST, ROUTE, null, null).toFuture();
        await().atMost(PATIENCE).until(() -> emails().contains("elena@democompany.example"));
        assertThat(answer).isNotDone();
        Databases.all(databases.master().getCollection("logins").deleteOne(pending));

        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(emails()).contains("noah@democompany.example").hasSize(4);
    }

    private void remove(String mailbox) {
        Object id = DemoService.users(Sample.ON_REQUEST, api).stream()
                .filter(user -> String.valueOf(user.get("email")).startsWith(mailbox + "@"))
                .findFirst()
                .orElseThrow()
                .get("id");
        api.http()
                .delete()
                .uri("/user/" + id)
                .headers(headers -> headers.setBearerAuth(DemoService.adminToken(Sample.ON_REQUEST, api)))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private List<String> emails() {
        return DemoService.users(Sample.ON_REQUEST, api).stream()
                .map(user -> String.valueOf(user.get("email")))
                .toList();
    }

    @Test
    void itIsNotMadeTwiceWhenItWasRenamed() {
        String id = Api.text(create().expectStatus().isCreated(), "organization_id");
        api.send(
                        HttpMethod.PUT,
                        "/org/update",
                        DemoService.adminToken(Sample.ON_REQUEST, api),
                        Map.of("organization_name", Api.uniqueName("Renamed")))
                .expectStatus()
                .isOk();

        assertThat(Api.text(create().expectStatus().isOk(), "organization_id")).isEqualTo(id);
    }

    @Test
    void itsEmployeesStandInItsAuditLog() {
        create().expectStatus().isCreated();
        String token = DemoService.adminToken(Sample.ON_REQUEST, api);

        assertThat(Api.items(api.get("/audit-log?resource_type=users", token))).hasSize(3);
        assertThat(Api.body(api.get("/audit-log/verify", token).expectStatus().isOk()))
                .containsEntry("valid", true);
    }

    @Test
    void everybodyElseStillNeedsTheOperator() {
        create().expectStatus().isCreated();

        Api.refused(
                api.create(Api.uniqueName("Own"), Api.uniqueEmail(), Api.PASSWORD), ErrorCode.SELF_SERVICE_DISABLED);
    }

    @Test
    void itIsInTheDescription() {
        create().expectStatus().isCreated();

        assertThat(Api.text(api.get("/openapi.json", null), "paths")).contains(ROUTE);
    }

    private WebTestClient.ResponseSpec create() {
        return api.http().post().uri(ROUTE).exchange();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> people(Map<String, Object> made) {
        return (List<Map<String, String>>) Objects.requireNonNull(made.get("people"));
    }

    private static String text(Map<String, String> person, String member) {
        return Objects.requireNonNull(person.get(member));
    }
}
