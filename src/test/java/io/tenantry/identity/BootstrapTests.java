package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Contract, {@code POST /auth/register}: "the first needs header {@code X-Bootstrap-Token} …, one for all instances, used once". */
@TenantryTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "tenantry.http.app-name=A service without superusers")
class BootstrapTests {

    private static final String OWN = "aZ2xS4cD6vF8bG0nH1mJ3k";

    private static final Pattern PRINTED = Pattern.compile("X-Bootstrap-Token: (\\S+)");

    private final Api api;
    private final Databases databases;
    private final SuperuserStore superusers;
    private final BootstrapTokenStore tokens;
    private final WebClient http;

    BootstrapTests(
            Api api,
            Databases databases,
            SuperuserStore superusers,
            BootstrapTokenStore tokens,
            @LocalServerPort int port) {
        this.api = api;
        this.databases = databases;
        this.superusers = superusers;
        this.tokens = tokens;
        this.http = WebClient.create("http://127.0.0.1:" + port);
    }

    @BeforeEach
    void asOnTheFirstDay() {
        removeSuperusers();
        Databases.all(databases.master().getCollection("bootstrap_tokens").deleteMany(Filters.empty()));
    }

    private void removeSuperusers() {
        Databases.all(databases.master().getCollection("superusers").deleteMany(Filters.empty()));
    }

    @Test
    void aTokenIsPrintedAndKeptAsAHashAlone(CapturedOutput output) {
        start(null);

        assertThat(printed(output))
                .singleElement()
                .satisfies(token -> assertThat(token).hasSizeGreaterThan(40));
        assertThat(output.getAll().lines().filter(line -> line.contains("X-Bootstrap-Token")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("WARN"));
        assertThat(stored().toJson()).doesNotContain(printed(output).get(0));
    }

    @Test
    void oneTokenIsPrintedHoweverManyInstancesStartAtOnce(CapturedOutput output) {
        Flux.range(0, 8)
                .flatMap(instance -> instance(null).prepare().subscribeOn(Schedulers.boundedElastic()), 8)
                .blockLast(Duration.ofSeconds(20));

        assertThat(printed(output)).hasSize(1);
        assertThat(output).contains("another instance or an earlier start has printed it");
        api.registerFirst(printed(output).get(0), Api.uniqueEmail())
                .expectStatus()
                .isCreated();
    }

    @Test
    void theTokenIsGoodOnce() {
        start(OWN);

        assertThat(Api.body(api.registerFirst(OWN, "Root@Example.com")
                        .expectStatus()
                        .isCreated()))
                .containsEntry("email", "root@example.com")
                .containsOnlyKeys("id", "email", "created_at");

        Api.refused(api.registerFirst(OWN, Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.registerFirst(OWN, "root@example.com"), ErrorCode.INVALID_CREDENTIALS);
        assertThat(stored()).containsKey("used_at");
    }

    @Test
    void twoAtOnceMakeOneSuperuser() {
        for (int round = 0; round < 5; round++) {
            asOnTheFirstDay();
            start(OWN);

            List<Answer> answers = Api.answers(Stream.generate(() -> registering(Api.uniqueEmail()))
                    .limit(4)
                    .toList());

            assertThat(Answer.statuses(answers)).containsExactly(201, 401, 401, 401);
            assertThat(databases.find(databases.master(), "superusers", Filters.empty()))
                    .hasSize(1);
        }
    }

    @Test
    void anyOtherTokenIsRefusedInTheSameWords() {
        start(OWN);

        List<Object> details = Stream.of("wrong", OWN + "x", OWN.substring(1), "x".repeat(4_000), "")
                .map(token -> Api.refused(api.registerFirst(token, Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS)
                        .get("detail"))
                .toList();
        api.registerFirst(OWN, Api.uniqueEmail()).expectStatus().isCreated();

        Object ofAUsedOne = Api.refused(api.registerFirst(OWN, Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS)
                .get("detail");
        assertThat(details).containsOnly(ofAUsedOne);
    }

    /** "Every refused privileged attempt": of whoever tries for everything nothing is known but where they are. */
    @Test
    void whoTriesIsInTheLogOfThePlatform() {
        start(OWN);

        Api.refused(api.registerFirst(OWN + "x", Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS);

        assertThat(databases.find(databases.master(), "platform_audit", Filters.eq("action", "create_refused")))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry)
                        .containsEntry("resource_type", "superusers")
                        .containsEntry("ip_address", "127.0.0.1")
                        .containsKeys("at", "request_id")
                        .doesNotContainKeys("actor", "organization_id"));
    }

    /** "When BOOTSTRAP_TOKEN is set it replaces one that was generated": the way out when the printed one is lost. */
    @Test
    void theOperatorsOwnTokenReplacesAPrintedOne(CapturedOutput output) {
        start(null);

        start(OWN);

        Api.refused(api.registerFirst(printed(output).get(0), Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS);
        api.registerFirst(OWN, Api.uniqueEmail()).expectStatus().isCreated();
        assertThat(output).doesNotContain(OWN);
    }

    @Test
    void aGeneratedTokenDoesNotReplaceTheOperatorsOwn(CapturedOutput output) {
        start(OWN);

        start(null);

        assertThat(printed(output)).isEmpty();
        api.registerFirst(OWN, Api.uniqueEmail()).expectStatus().isCreated();
    }

    @Test
    void aServiceWithASuperuserOffersNoToken(CapturedOutput output) {
        start(OWN);
        api.registerFirst(OWN, Api.uniqueEmail()).expectStatus().isCreated();

        start(null);
        start("another-" + OWN);

        assertThat(printed(output)).isEmpty();
        Api.refused(api.registerFirst("another-" + OWN, Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS);
    }

    /** Nobody is locked out for ever, and a token that was used is not good again. */
    @Test
    void whenAllSuperusersWereRemovedAnotherTokenIsNeeded(CapturedOutput output) {
        start(OWN);
        api.registerFirst(OWN, Api.uniqueEmail()).expectStatus().isCreated();
        removeSuperusers();

        start(OWN);
        Api.refused(api.registerFirst(OWN, Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS);
        assertThat(output).contains("BOOTSTRAP_TOKEN was used already");

        start(null);
        api.registerFirst(printed(output).get(0), Api.uniqueEmail())
                .expectStatus()
                .isCreated();
    }

    /** The process died between the account and the note that the token was used. */
    @Test
    void aTokenWhoseUseWasNotNotedMakesNoSecondSuperuser() {
        start(OWN);
        api.registerFirst(OWN, Api.uniqueEmail()).expectStatus().isCreated();
        Databases.all(databases
                .master()
                .getCollection("bootstrap_tokens")
                .updateOne(Filters.empty(), Updates.unset("used_at")));

        Api.refused(api.registerFirst(OWN, Api.uniqueEmail()), ErrorCode.INVALID_CREDENTIALS);
    }

    @Test
    void aBadPasswordDoesNotUseTheTokenUp() {
        start(OWN);

        Api.refusedFor(
                "password",
                api.http()
                        .post()
                        .uri("/auth/register")
                        .header("X-Bootstrap-Token", OWN)
                        .bodyValue(Map.of("email", Api.uniqueEmail(), "password", "seven77"))
                        .exchange());

        api.registerFirst(OWN, Api.uniqueEmail()).expectStatus().isCreated();
    }

    @Test
    void aTokenIsSentOnce() {
        start(OWN);

        Api.refusedFor(
                "X-Bootstrap-Token",
                api.http()
                        .post()
                        .uri("/auth/register")
                        .header("X-Bootstrap-Token", OWN, "another")
                        .bodyValue(Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD))
                        .exchange());

        api.registerFirst(OWN, Api.uniqueEmail()).expectStatus().isCreated();
    }

    /** "Signed in but no superuser": who somebody is counts before what they know. */
    @Test
    void anAdminOfAnOrganizationIsRefusedEvenWithTheToken() {
        start(OWN);
        Api.Account account = api.organization("Ambitious");

        Api.refused(
                api.http()
                        .post()
                        .uri("/auth/register")
                        .header("X-Bootstrap-Token", OWN)
                        .headers(headers -> headers.setBearerAuth(account.token()))
                        .bodyValue(Map.of("email", account.email(), "password", Api.PASSWORD))
                        .exchange(),
                ErrorCode.FORBIDDEN);
    }

    private void start(@Nullable String configured) {
        instance(configured).prepare().block(Duration.ofSeconds(10));
    }

    private Bootstrap instance(@Nullable String configured) {
        return new Bootstrap(superusers, tokens, new BootstrapSettings(configured), Clock.systemUTC());
    }

    private static List<String> printed(CapturedOutput output) {
        return PRINTED.matcher(output.getAll())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private Document stored() {
        return Objects.requireNonNull(databases
                .find(databases.master(), "bootstrap_tokens", Filters.empty())
                .get(0));
    }

    private Mono<Answer> registering(String email) {
        return http.post()
                .uri("/auth/register")
                .header("X-Bootstrap-Token", OWN)
                .bodyValue(Map.of("email", email, "password", Api.PASSWORD))
                .exchangeToMono(response -> response.releaseBody()
                        .thenReturn(new Answer(
                                response.statusCode().value(),
                                response.headers().asHttpHeaders(),
                                Map.of())));
    }
}
