package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;

/**
 * Each single command that a create, a rename or a deletion writes with is lost, and each single reply: whatever the caller
 * heard, the name and the address are soon either those of an organization that works or free. A change that is one write
 * is never called done or undone when it may be the other.
 */
@TenantryTest
class LostMessagesTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** More than any of them has; a test whose write never came tests nothing and says so. */
    private static final int CREATE_WRITES = 11;

    private static final int USER_WRITES = 3;

    /** One before the work and one after it. */
    private static final int KEY_WRITES = 2;

    private static final int RENAME_WRITES = 16;
    private static final int DELETE_WRITES = 9;

    /** The change and its entry in the audit log. */
    private static final int CHANGE_WRITES = 2;

    /** What takes long is that each of them waits for its driver to look for the server again. */
    private static final int SIDE_BY_SIDE = 4;

    private static final BlockingQueue<LossyInstance> FREE = new ArrayBlockingQueue<>(SIDE_BY_SIDE);

    private final Api api;
    private final Databases databases;
    private final LossyInstance instance;

    LostMessagesTests(Api api, Databases databases) throws InterruptedException {
        this.api = api;
        this.databases = databases;
        this.instance = FREE.take();
    }

    @BeforeAll
    static void startThem(@Autowired Environment environment) {
        IntStream.range(0, SIDE_BY_SIDE).forEach(i -> FREE.add(LossyInstance.beside(environment)));
    }

    @AfterEach
    void giveItBack() {
        FREE.add(instance);
    }

    @AfterAll
    static void stopThem() {
        FREE.forEach(LossyInstance::close);
        FREE.clear();
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

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("createWrites")
    void aCreateIsThereOrLeavesNothing(int n, FaultyProxy.Loss loss) {
        String name = Api.uniqueName("Lost");
        String email = Api.uniqueEmail();
        Map<String, Object> request = Map.of("organization_name", name, "email", email, "password", Api.PASSWORD);

        Answer answer = instance.losing(n, loss, HttpMethod.POST, "/org/create", null, request);

        await().atMost(SOON).untilAsserted(() -> {
            Answer again = instance.call(HttpMethod.POST, "/org/create", null, request);
            assertThat(again.status()).as("%s, at first %s", again, answer).isIn(201, 409);
            api.adminLogin(email, Api.PASSWORD).expectStatus().isOk();
        });
        assertThat(answer.status()).as("%s", answer).isIn(201, 503);
        if (answer.status() == 201) {
            assertThat(String.valueOf(
                            api.details(account(answer, name, email), name).get("organization_id")))
                    .isEqualTo(answer.text("organization_id"));
        }
        assertNotBusy(email);
    }

    private Api.Account account(Answer created, String name, String email) {
        return new Api.Account(created.text("organization_id"), name, email, api.login(email));
    }

    /** "write_unconfirmed … repeat with the same Idempotency-Key": there is one organization, and its caller is told. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("repeatableCreateWrites")
    void aRepeatedCreateSucceeds(int n, FaultyProxy.Loss loss) {
        String email = Api.uniqueEmail();
        Map<String, Object> request =
                Map.of("organization_name", Api.uniqueName("Lost"), "email", email, "password", Api.PASSWORD);
        succeedsWhenRepeated(n, loss, "/org/create", null, request);

        api.adminLogin(email, Api.PASSWORD).expectStatus().isOk();
        assertNotBusy(email);
    }

    @Execution(ExecutionMode.CONCURRENT)
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

    /** "Reuse of a used one ends the session": not when nobody was told of the next one. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0} lost")
    @EnumSource(
            value = FaultyProxy.Loss.class,
            names = {"COMMAND", "REPLY"})
    void aRefreshSucceedsAtOnceOrWhenRepeated(FaultyProxy.Loss loss) {
        Api.Account account = api.organization("Lost");
        Map<String, Object> request =
                Map.of("refresh_token", Api.text(api.adminLogin(account.email(), Api.PASSWORD), "refresh_token"));

        Answer first = instance.losing(1, loss, HttpMethod.POST, "/auth/refresh", null, request);

        assertThat(first.status()).as("%s", first).isIn(200, 503);
        if (first.status() == 503) {
            await().atMost(SOON).untilAsserted(() -> {
                Answer again = instance.call(HttpMethod.POST, "/auth/refresh", null, request);
                assertThat(again.status()).as("%s", again).isEqualTo(200);
            });
        }
    }

    private void succeedsWhenRepeated(
            int n, FaultyProxy.Loss loss, String path, @Nullable String token, Map<String, Object> body) {
        String key = UUID.randomUUID().toString();
        Answer first = instance.losing(n, loss, () -> instance.call(HttpMethod.POST, path, token, key, body));
        assertThat(first.status()).as("%s", first).isIn(201, 500, 503);
        await().atMost(SOON).untilAsserted(() -> {
            Answer again = instance.call(HttpMethod.POST, path, token, key, body);
            assertThat(again.status()).as("%s, at first %s", again, first).isEqualTo(201);
        });
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("renameWrites")
    void aRenameIsDoneOrUndone(int n, FaultyProxy.Loss loss) {
        Api.Account account = api.organization("Mover");
        String name = Api.uniqueName("Moved");

        Answer answer = instance.losing(
                n, loss, HttpMethod.PUT, "/org/update", account.token(), Map.of("organization_name", name));

        await().atMost(SOON)
                .untilAsserted(() -> api.createUser(account, Api.uniqueEmail(), "member")
                        .expectStatus()
                        .isCreated());
        assertNotBusy(account.email());
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

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "write {0}, {1} lost")
    @MethodSource("deleteWrites")
    void aDeletionComesToItsEnd(int n, FaultyProxy.Loss loss) {
        Api.Account account = api.organization("Leaver");

        Answer answer = instance.losing(
                n,
                loss,
                HttpMethod.DELETE,
                "/org/delete",
                account.token(),
                Map.of("organization_name", account.name()));

        if (answer.status() == 503) {
            instance.call(
                    HttpMethod.DELETE, "/org/delete", account.token(), Map.of("organization_name", account.name()));
        }
        await().atMost(SOON)
                .untilAsserted(() -> api.create(account.name(), account.email(), Api.PASSWORD)
                        .expectStatus()
                        .isCreated());
        assertThat(databases.traces(account.organizationId())).noneMatch(trace -> !trace.contains("namespace:"));
        assertThat(answer.status()).as("%s", answer).isIn(204, 202, 503);
    }

    /** It is brought to its end as soon as the database is back, so its caller must not believe that nothing was done. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource(Begun.class)
    void whatMayHaveBegunIsToldSo(Begun begun) {
        Api.Account account = api.organization("Beginner");

        Answer answer = instance.losing(2, FaultyProxy.Loss.REPLY_AND_SERVER, () -> call(begun, account));

        assertThat(answer.is(ErrorCode.WRITE_UNCONFIRMED)).as("%s", answer).isTrue();
        await().atMost(SOON)
                .untilAsserted(() -> api.lookUp(account.name()).expectStatus().isNotFound());
        assertNotBusy(account.email());
    }

    /** What its second write begins, after the note of it. */
    enum Begun {
        RENAME,
        DELETION
    }

    private Answer call(Begun begun, Api.Account account) {
        return switch (begun) {
            case RENAME ->
                instance.call(
                        HttpMethod.PUT,
                        "/org/update",
                        account.token(),
                        Map.of("organization_name", Api.uniqueName("Begun")));
            case DELETION ->
                instance.call(
                        HttpMethod.DELETE, "/org/delete", account.token(), Map.of("organization_name", account.name()));
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
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}: write {1}, {2} lost")
    @MethodSource("changeWrites")
    void aChangeIsToldAsItIs(Change change, int n, FaultyProxy.Loss loss) {
        Api.Account account = api.organization("Changer");
        if (change == Change.RESUMPTION) {
            api.turn(account, "suspend").expectStatus().isOk();
        }
        Document before = inMaster(account);
        long entries = entriesOf(account);

        Answer answer = instance.losing(n, loss, () -> call(change, account));

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
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(call(change, account).status()).isEqualTo(200));
        assertThat(entriesOf(account)).isGreaterThan(entries);
    }

    private Answer call(Change change, Api.Account account) {
        String path = "/organization/" + account.organizationId();
        return switch (change) {
            case SPELLING ->
                instance.call(
                        HttpMethod.PUT,
                        "/org/update",
                        account.token(),
                        Map.of("organization_name", account.name().toUpperCase(Locale.ROOT)));
            case SUSPENSION -> instance.call(HttpMethod.POST, path + "/suspend", api.superuser(), Map.of());
            case RESUMPTION -> instance.call(HttpMethod.POST, path + "/resume", api.superuser(), Map.of());
            case TIER -> instance.call(HttpMethod.PATCH, path, api.superuser(), Map.of("tier", "pro"));
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

    /** The organization that was made with this address, if there is one. */
    private void assertNotBusy(String email) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(databases.find(
                                databases.master(),
                                "organizations",
                                Filters.and(Filters.eq("admin_email", email), Filters.exists("operation"))))
                        .isEmpty());
    }
}
