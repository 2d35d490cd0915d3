package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Tenantry;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Each single command that a create, a rename or a deletion writes with is lost, and each single reply: whatever the caller
 * heard, the name and the address are soon either those of an organization that works or free. A change that is one write
 * is never called done or undone when it may be the other.
 */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostMessagesTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AN_ANSWER = Duration.ofSeconds(40);

    /** More than any of them has; a test whose write never came tests nothing and says so. */
    private static final int CREATE_WRITES = 11;

    private static final int USER_WRITES = 3;

    /** One before the work and one after it. */
    private static final int KEY_WRITES = 2;

    private static final int RENAME_WRITES = 16;
    private static final int DELETE_WRITES = 9;

    /** The change and its entry in the audit log. */
    private static final int CHANGE_WRITES = 2;

    private final Api api;
    private final Databases databases;
    private final Environment environment;
    private FaultyProxy proxy;
    private ConfigurableApplicationContext instance;
    private WebClient http;

    LostMessagesTests(Api api, Databases databases, Environment environment) {
        this.api = api;
        this.databases = databases;
        this.environment = environment;
    }

    @BeforeAll
    void startBehindTheProxy() {
        ConnectionString url = new ConnectionString(setting("tenancy.mongodb-url"));
        assumeTrue(url.getHosts().size() == 1 && !url.isSrvProtocol(), "one server that can be reached directly");
        String[] address = url.getHosts().get(0).split(":", -1);
        proxy = FaultyProxy.before(address[0], address.length > 1 ? Integer.parseInt(address[1]) : 27_017);
        instance = new SpringApplicationBuilder(Tenantry.class)
                .web(WebApplicationType.REACTIVE)
                .run(
                        "--server.port=0",
                        "--tenantry.tenancy.mongodb-url=mongodb://127.0.0.1:" + proxy.port()
                                + "/?directConnection=true",
                        "--tenantry.tenancy.master-database=" + setting("tenancy.master-database"),
                        "--tenantry.founding.organizations-per-hour=0",
                        "--tenantry.tokens.secret-key=" + setting("tokens.secret-key"));
        http = WebClient.create("http://127.0.0.1:" + instance.getEnvironment().getProperty("local.server.port"));
    }

    private String setting(String name) {
        return environment.getRequiredProperty("tenantry." + name);
    }

    @AfterAll
    void stopIt() {
        instance.close();
        proxy.close();
    }

    static Stream<Arguments> createWrites() {
        return each(CREATE_WRITES);
    }

    static Stream<Arguments> repeatableCreateWrites() {
        return each(CREATE_WRITES + KEY_WRITES);
    }

    static Stream<Arguments> userWrites() {
        return each(USER_WRITES + KEY_WRITES);
    }

    static Stream<Arguments> renameWrites() {
        return each(RENAME_WRITES);
    }

    static Stream<Arguments> deleteWrites() {
        return each(DELETE_WRITES);
    }

    static Stream<Arguments> changeWrites() {
        return Stream.of(Change.values())
                .flatMap(change ->
                        each(CHANGE_WRITES).map(write -> Arguments.of(change, write.get()[0], write.get()[1])));
    }

    private static Stream<Arguments> each(int writes) {
        return IntStream.rangeClosed(1, writes)
                .boxed()
                .flatMap(n -> Stream.of(FaultyProxy.Loss.COMMAND, FaultyProxy.Loss.REPLY)
                        .map(loss -> Arguments.of(n, loss)));
    }

    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("createWrites")
    void aCreateIsThereOrLeavesNothing(int n, FaultyProxy.Loss loss) {
        String name = Api.uniqueName("Lost");
        String email = Api.uniqueEmail();
        Map<String, Object> request = Map.of("organization_name", name, "email", email, "password", Api.PASSWORD);

        Answer answer = losing(n, loss, HttpMethod.POST, "/org/create", null, request);

        await().atMost(SOON).untilAsserted(() -> {
            Answer again = call(HttpMethod.POST, "/org/create", null, request);
            assertThat(again.status()).as("%s, at first %s", again, answer).isIn(201, 409);
            api.adminLogin(email, Api.PASSWORD).expectStatus().isOk();
        });
        assertThat(answer.status()).as("%s", answer).isIn(201, 503);
        if (answer.status() == 201) {
            assertThat(String.valueOf(
                            api.details(account(answer, name, email), name).get("organization_id")))
                    .isEqualTo(answer.text("organization_id"));
        }
        assertThatNobodyIsBusy();
    }

    private Api.Account account(Answer created, String name, String email) {
        return new Api.Account(created.text("organization_id"), name, email, api.login(email));
    }

    /** "write_unconfirmed … repeat with the same Idempotency-Key": there is one organization, and its caller is told. */
    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("repeatableCreateWrites")
    void aRepeatedCreateSucceeds(int n, FaultyProxy.Loss loss) {
        String email = Api.uniqueEmail();
        Map<String, Object> request =
                Map.of("organization_name", Api.uniqueName("Lost"), "email", email, "password", Api.PASSWORD);
        succeedsWhenRepeated(n, loss, "/org/create", null, request);

        api.adminLogin(email, Api.PASSWORD).expectStatus().isOk();
        assertThatNobodyIsBusy();
    }

    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("userWrites")
    void aRepeatedUserSucceeds(int n, FaultyProxy.Loss loss) {
        Api.Account account = api.organization("Lost");
        String email = Api.uniqueEmail();
        succeedsWhenRepeated(
                n,
                loss,
                "/user/create",
                account.token(),
                Map.of("email", email, "password", Api.PASSWORD, "role", "member"));

        api.login(email, Api.PASSWORD, account.name()).expectStatus().isOk();
    }

    private void succeedsWhenRepeated(
            int n, FaultyProxy.Loss loss, String path, @Nullable String token, Map<String, Object> body) {
        String key = UUID.randomUUID().toString();
        Answer first = losing(n, loss, () -> call(HttpMethod.POST, path, token, key, body));
        assertThat(first.status()).as("%s", first).isIn(201, 500, 503);
        await().atMost(SOON).untilAsserted(() -> {
            Answer again = call(HttpMethod.POST, path, token, key, body);
            assertThat(again.status()).as("%s, at first %s", again, first).isEqualTo(201);
        });
    }

    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("renameWrites")
    void aRenameIsDoneOrUndone(int n, FaultyProxy.Loss loss) {
        Api.Account account = api.organization("Mover");
        String name = Api.uniqueName("Moved");

        Answer answer =
                losing(n, loss, HttpMethod.PUT, "/org/update", account.token(), Map.of("organization_name", name));

        await().atMost(SOON)
                .untilAsserted(() -> api.createUser(account, Api.uniqueEmail(), "member")
                        .expectStatus()
                        .isCreated());
        assertThatNobodyIsBusy();
        boolean moved = api.lookUp(name).returnResult().getStatus().is2xxSuccessful();
        assertThat(answer.status())
                .as("%s", answer)
                .isIn(moved ? new Object[] {200, 202, 503} : new Object[] {202, 500, 503});
        if (moved && answer.status() == 503) {
            // What was lost is the entry in the audit log: nobody may be told that all is done.
            assertThat(answer.is(ErrorCode.WRITE_UNCONFIRMED)).isTrue();
        }
        api.create(moved ? account.name() : name, Api.uniqueEmail(), Api.PASSWORD)
                .expectStatus()
                .isCreated();
    }

    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("deleteWrites")
    void aDeletionComesToItsEnd(int n, FaultyProxy.Loss loss) {
        Api.Account account = api.organization("Leaver");

        Answer answer = losing(
                n,
                loss,
                HttpMethod.DELETE,
                "/org/delete",
                account.token(),
                Map.of("organization_name", account.name()));

        if (answer.status() == 503) {
            call(HttpMethod.DELETE, "/org/delete", account.token(), Map.of("organization_name", account.name()));
        }
        await().atMost(SOON)
                .untilAsserted(() -> api.create(account.name(), account.email(), Api.PASSWORD)
                        .expectStatus()
                        .isCreated());
        assertThat(databases.traces(account.organizationId())).noneMatch(trace -> !trace.contains("namespace:"));
        assertThat(answer.status()).as("%s", answer).isIn(204, 202, 503);
    }

    /** It is brought to its end as soon as the database is back, so its caller must not believe that nothing was done. */
    @ParameterizedTest
    @EnumSource(Begun.class)
    void whatMayHaveBegunIsToldSo(Begun begun) {
        Api.Account account = api.organization("Beginner");

        Answer answer = losing(2, FaultyProxy.Loss.REPLY_AND_SERVER, () -> call(begun, account));

        assertThat(answer.is(ErrorCode.WRITE_UNCONFIRMED)).as("%s", answer).isTrue();
        await().atMost(SOON)
                .untilAsserted(() -> api.lookUp(account.name()).expectStatus().isNotFound());
        assertThatNobodyIsBusy();
    }

    /** What its second write begins, after the note of it. */
    enum Begun {
        RENAME,
        DELETION
    }

    private Answer call(Begun begun, Api.Account account) {
        return switch (begun) {
            case RENAME ->
                call(
                        HttpMethod.PUT,
                        "/org/update",
                        account.token(),
                        Map.of("organization_name", Api.uniqueName("Begun")));
            case DELETION ->
                call(HttpMethod.DELETE, "/org/delete", account.token(), Map.of("organization_name", account.name()));
        };
    }

    /** What one write is all of. */
    enum Change {
        SPELLING,
        SUSPENSION,
        RESUMPTION,
        TIER
    }

    /** "write_unconfirmed it may have been done": and whoever hears that it is done finds it in the audit log. */
    @ParameterizedTest(name = "{0}: write {1}, {2} lost")
    @MethodSource("changeWrites")
    void aChangeIsToldAsItIs(Change change, int n, FaultyProxy.Loss loss) {
        Api.Account account = api.organization("Changer");
        if (change == Change.RESUMPTION) {
            api.turn(account, "suspend").expectStatus().isOk();
        }
        Document before = inMaster(account);
        long entries = entriesOf(account);

        Answer answer = losing(n, loss, () -> call(change, account));

        boolean done = !Objects.equals(inMaster(account).get("version"), before.get("version"));
        assertThat(answer.status() == 200 || answer.is(ErrorCode.WRITE_UNCONFIRMED))
                .as("%s", answer)
                .isTrue();
        if (n == 1 && loss == FaultyProxy.Loss.REPLY) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        }
        if (answer.status() == 200) {
            assertThat(done).isTrue();
            assertThat(entriesOf(account)).isEqualTo(entries + 1);
        }
    }

    private Answer call(Change change, Api.Account account) {
        String path = "/organization/" + account.organizationId();
        return switch (change) {
            case SPELLING ->
                call(
                        HttpMethod.PUT,
                        "/org/update",
                        account.token(),
                        Map.of("organization_name", account.name().toUpperCase(Locale.ROOT)));
            case SUSPENSION -> call(HttpMethod.POST, path + "/suspend", api.superuser(), Map.of());
            case RESUMPTION -> call(HttpMethod.POST, path + "/resume", api.superuser(), Map.of());
            case TIER -> call(HttpMethod.PATCH, path, api.superuser(), Map.of("tier", "pro"));
        };
    }

    private Document inMaster(Api.Account account) {
        return databases
                .find(databases.master(), "organizations", Filters.eq("_id", new ObjectId(account.organizationId())))
                .get(0);
    }

    private long entriesOf(Api.Account account) {
        return databases
                .find(
                        databases.master(),
                        "platform_audit",
                        Filters.eq("organization_id", new ObjectId(account.organizationId())))
                .size();
    }

    private void assertThatNobodyIsBusy() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                databases.find(databases.master(), "organizations", Filters.exists("operation")))
                        .isEmpty());
    }

    private Answer losing(
            int n,
            FaultyProxy.Loss loss,
            HttpMethod method,
            String path,
            @Nullable String token,
            Map<String, Object> body) {
        return losing(n, loss, () -> call(method, path, token, body));
    }

    private Answer losing(int n, FaultyProxy.Loss loss, Supplier<Answer> request) {
        proxy.lose(n, loss);
        try {
            Answer answer = request.get();
            assertThat(proxy.writes()).as("there was such a write").isGreaterThanOrEqualTo(n);
            return answer;
        } finally {
            proxy.lose(0, loss);
        }
    }

    private Answer call(HttpMethod method, String path, @Nullable String token, Map<String, Object> body) {
        return call(method, path, token, null, body);
    }

    private Answer call(
            HttpMethod method, String path, @Nullable String token, @Nullable String key, Map<String, Object> body) {
        return Objects.requireNonNull(http.method(method)
                .uri(path)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchangeToMono(Answer::of)
                .block(AN_ANSWER));
    }
}
