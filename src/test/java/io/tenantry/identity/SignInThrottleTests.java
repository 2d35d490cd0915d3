package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.TestService;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Contract, "Throttling of logins", over HTTP and on two instances, and that of making organizations. Its rules are in
 * {@code throttle.FailuresTests}.
 */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInThrottleTests {

    private static final String WRONG = "not the password";
    private static final int ORGANIZATIONS = 3;

    private final Api api;
    private final Databases databases;
    private final Environment environment;
    private ConfigurableApplicationContext otherInstance;
    private WebTestClient other;

    SignInThrottleTests(Api api, Databases databases, Environment environment) {
        this.api = api;
        this.databases = databases;
        this.environment = environment;
    }

    /** It stands behind a proxy, and has little patience with addresses. */
    @BeforeAll
    void startAnother() {
        otherInstance = TestService.beside(
                environment,
                "--tenantry.http.trusted-proxies=127.0.0.1",
                "--tenantry.sign-in.address-failures=20",
                "--tenantry.founding.organizations-per-hour=" + ORGANIZATIONS);
        String port = Objects.requireNonNull(otherInstance.getEnvironment().getProperty("local.server.port"));
        other = WebTestClient.bindToServer()
                .responseTimeout(Duration.ofSeconds(30))
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    @AfterAll
    void stopIt() {
        otherInstance.close();
    }

    @Test
    void afterTenFailuresEvenTheRightPasswordWaitsEverywhere() {
        Api.Account account = api.organization("Throttled");
        failTimes(10, account.email());
        prolongWait(account.email());

        for (Door door : Door.values()) {
            WebTestClient.ResponseSpec answer = door.enter(api, account.email(), null);
            Api.refused(answer, ErrorCode.RATE_LIMITED);
            answer.expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9][0-9]*");
        }
    }

    private void prolongWait(String email) {
        Waits.prolong(databases, "account:" + email);
    }

    private void failTimes(int times, String email) {
        Iterator<Door> doors = Stream.generate(() -> EnumSet.allOf(Door.class))
                .flatMap(Set::stream)
                .limit(times)
                .iterator();
        doors.forEachRemaining(door -> Api.refused(door.enter(api, email, WRONG, null), ErrorCode.INVALID_CREDENTIALS));
    }

    @Test
    void afterNineFailuresTheRightPasswordIsGoodAsOftenAsOneLikes() {
        Api.Account account = api.organization("Mistyped");
        failTimes(9, account.email());
        for (int i = 0; i < 5; i++) {
            api.login(account.email());
        }

        failTimes(1, account.email());
        prolongWait(account.email());
        Api.refused(api.adminLogin(account.email(), Api.PASSWORD), ErrorCode.RATE_LIMITED);
    }

    @Test
    void anUnknownAddressWaitsLikeAKnownOne() {
        String known = api.organization("Known").email();
        String unknown = Api.uniqueEmail();
        failTimes(10, known);
        failTimes(10, unknown);
        prolongWait(known);
        prolongWait(unknown);

        Answer one =
                Api.answers(List.of(Door.entering(api, known, WRONG, null))).get(0);
        Answer two =
                Api.answers(List.of(Door.entering(api, unknown, WRONG, null))).get(0);
        assertThat(one).matches(answer -> answer.is(ErrorCode.RATE_LIMITED));
        assertThat(two.withoutRequestId()).isEqualTo(one.withoutRequestId());
        assertThat(two.headers().headerNames())
                .containsExactlyInAnyOrderElementsOf(one.headers().headerNames());
    }

    @Test
    void namingOrganizationsIsNoWayAround() {
        Api.Account account = api.organization("Named");
        for (int i = 0; i < 10; i++) {
            String name = i % 2 == 0 ? account.name() : Api.uniqueName("Unknown");
            Api.refused(api.login(account.email(), WRONG, name), ErrorCode.INVALID_CREDENTIALS);
        }
        prolongWait(account.email());

        Api.refused(api.login(account.email(), Api.PASSWORD, account.name()), ErrorCode.RATE_LIMITED);
        Api.refused(api.login(account.email(), Api.PASSWORD, null), ErrorCode.RATE_LIMITED);
    }

    @Test
    void anAccountOfOnesOwnUnderTheSameAddressIsNoWayAround() {
        Api.Account victim = api.organization("Victim");
        Api.Account guesser = api.organization("Guesser");
        api.createUser(guesser, victim.email(), "member").expectStatus().isCreated();

        requireWaitAfterTenFailuresWhateverIsRightBetween(victim.email(), victim.name(), guesser.name());
    }

    /** If an address with one account were treated in another way, it would tell that there is no other. */
    @Test
    void waitsDoNotTellWhetherTheAddressHasAnotherAccount() {
        Api.Account guesser = api.organization("Guesser");
        String email = Api.uniqueEmail();
        api.createUser(guesser, email, "member").expectStatus().isCreated();

        requireWaitAfterTenFailuresWhateverIsRightBetween(email, guesser.name(), guesser.name());
    }

    private void requireWaitAfterTenFailuresWhateverIsRightBetween(String email, String guessedAt, String owned) {
        for (int i = 0; i < 9; i++) {
            Api.refused(api.login(email, WRONG, guessedAt), ErrorCode.INVALID_CREDENTIALS);
        }

        api.login(email, Api.PASSWORD, owned).expectStatus().isOk();

        Api.refused(api.login(email, WRONG, guessedAt), ErrorCode.INVALID_CREDENTIALS);
        prolongWait(email);
        Api.refused(api.login(email, WRONG, guessedAt), ErrorCode.RATE_LIMITED);
        Api.refused(api.login(email, Api.PASSWORD, owned), ErrorCode.RATE_LIMITED);
    }

    /**
     * A guess is right where the guesser has put it, and whether the answer is 200 or 409 tells whether it is right elsewhere
     * too. It is told nine times at most, the first of ten new passwords being the victim's own.
     */
    @Test
    void guessesThatAreRightWhereTheGuesserPutThemCount() {
        Api.Account victim = api.organization("Victim");
        Api.Account guesser = api.organization("Planter");
        for (int i = 0; i < 9; i++) {
            String guess = WRONG + i;
            String planted = plant(guesser, victim.email(), guess);
            api.login(victim.email(), guess, null).expectStatus().isOk();
            api.send(HttpMethod.DELETE, "/user/" + planted, guesser.token(), "")
                    .expectStatus()
                    .isNoContent();
        }
        Waits.prolong(databases, "new-password:" + victim.email());

        plant(guesser, victim.email(), Api.PASSWORD);
        Api.refused(api.login(victim.email(), Api.PASSWORD, null), ErrorCode.RATE_LIMITED);
        Api.refused(api.adminLogin(victim.email(), Api.PASSWORD), ErrorCode.RATE_LIMITED);
        api.login(victim.email(), Api.PASSWORD, victim.name()).expectStatus().isOk();
    }

    private String plant(Api.Account guesser, String email, String password) {
        return Api.text(
                api.post("/user/create", guesser.token(), Map.of("email", email, "password", password, "role", "admin"))
                        .expectStatus()
                        .isCreated(),
                "id");
    }

    @Test
    void whoSignsInAgainAndAgainWithOnePasswordDoesNotWait() {
        Api.Account account = api.organization("Frequent");
        for (int i = 0; i < 15; i++) {
            api.login(account.email());
        }
    }

    @Test
    void fiftyGuessesAtOnceGetHardlyFurtherThanTen() {
        String email = api.organization("At Once").email();

        List<Answer> answers = Api.answers(Collections.nCopies(50, Door.entering(api, email, WRONG, null)));

        // Some more when it takes so long that the first waits, of one and two seconds, are over by then.
        assertThat(answers)
                .filteredOn(answer -> answer.is(ErrorCode.INVALID_CREDENTIALS))
                .hasSizeBetween(10, 13);
        assertThat(answers).allMatch(answer -> answer.status() == 401 || answer.is(ErrorCode.RATE_LIMITED));
    }

    @Test
    void instancesCountTogether() {
        Api.Account account = api.organization("Together");
        failTimes(5, account.email());
        for (int i = 0; i < 5; i++) {
            assertThat(loginThere(account.email(), WRONG, "192.0.2.1").value()).isEqualTo(401);
        }

        prolongWait(account.email());
        Api.refused(api.adminLogin(account.email(), Api.PASSWORD), ErrorCode.RATE_LIMITED);
        assertThat(loginThere(account.email(), Api.PASSWORD, "192.0.2.2").value())
                .isEqualTo(429);
    }

    @Test
    void anAddressWaitsWhateverItsAccounts() {
        Api.Account account = api.organization("Far Away");
        for (int i = 0; i < 20; i++) {
            assertThat(loginThere(Api.uniqueEmail(), WRONG, "2001:db8:0:1::" + (i + 1))
                            .value())
                    .isEqualTo(401);
        }

        Waits.prolong(databases, "address:20010db800000001/64");
        assertThat(loginThere(account.email(), Api.PASSWORD, "2001:db8:0:1::ffff")
                        .value())
                .isEqualTo(429);
        assertThat(loginThere(account.email(), Api.PASSWORD, "2001:db8:0:2::1").value())
                .isEqualTo(200);
    }

    /** Each costs a database and a hash, and a refusal tells what is taken. */
    @Test
    void anAddressMakesSoManyOrganizationsAndThenWaits() {
        Api.Account account = api.organization("Taken");
        Map<String, Object> taken = creation(account.name());
        for (int i = 0; i < ORGANIZATIONS - 1; i++) {
            Api.refused(postThere("/org/create", null, taken, "2001:db8:0:3::" + i), ErrorCode.ORGANIZATION_NAME_TAKEN);
        }
        postThere("/org/create", null, creation(Api.uniqueName("Last")), "2001:db8:0:3::a")
                .expectStatus()
                .isCreated();
        Waits.prolong(databases, "organizations:20010db800000003/64");

        for (String path : List.of("/org/create", "/signup")) {
            Map<String, Object> wanted = path.equals("/signup")
                    ? Map.of("email", Api.uniqueEmail(), "password", Api.PASSWORD)
                    : creation(Api.uniqueName("Too Many"));
            WebTestClient.ResponseSpec waiting = postThere(path, null, wanted, "2001:db8:0:3::b");
            Api.refused(waiting, ErrorCode.RATE_LIMITED);
            waiting.expectHeader().valueMatches(HttpHeaders.RETRY_AFTER, "[1-9][0-9]*");
        }
        postThere("/org/create", null, creation(Api.uniqueName("Elsewhere")), "2001:db8:0:4::1")
                .expectStatus()
                .isCreated();
        // Whoever made too many still signs in, and superusers make as many as they like.
        assertThat(loginThere(account.email(), Api.PASSWORD, "2001:db8:0:3::1").value())
                .isEqualTo(200);
        Map<String, Object> provisioned = Map.of(
                "organization_name",
                Api.uniqueName("Provisioned"),
                "admin_email",
                Api.uniqueEmail(),
                "admin_password",
                Api.PASSWORD);
        postThere("/organization/create", api.superuser(), provisioned, "2001:db8:0:3::1")
                .expectStatus()
                .isAccepted();
    }

    private static Map<String, Object> creation(String name) {
        return Map.of("organization_name", name, "email", Api.uniqueEmail(), "password", Api.PASSWORD);
    }

    private WebTestClient.ResponseSpec postThere(String path, @Nullable String token, Object body, String address) {
        return other.post()
                .uri(path)
                .header("X-Forwarded-For", address)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .bodyValue(body)
                .exchange();
    }

    private HttpStatusCode loginThere(String email, String password, String address) {
        return postThere("/admin/login", null, Map.of("email", email, "password", password), address)
                .returnResult(Void.class)
                .getStatus();
    }
}
