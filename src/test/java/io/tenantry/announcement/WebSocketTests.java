package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** Contract, {@code GET /ws/announcements}. */
@TenantryTest
class WebSocketTests {

    private static final String PATH = "/ws/announcements";

    /** "Within a second", and what two busy cores add to it. */
    private static final Duration SOON = Duration.ofMillis(1_500);

    private final Api api;
    private final Databases databases;

    WebSocketTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    private Client connect(Api.Account account, String query) {
        return Client.connect(api.url(), account.token(), query);
    }

    private Map<String, Object> post(Api.Account account, String title) {
        return Api.body(api.post("/announcements", account.token(), Map.of("title", title, "body", "Now."))
                .expectStatus()
                .isCreated());
    }

    private void post(Api.Account account, int count) {
        IntStream.range(0, count).forEach(i -> post(account, "Number " + i));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private String ticket(Api.Account account) {
        return Api.text(
                api.post("/announcements/ticket", account.token(), "")
                        .expectStatus()
                        .isOk(),
                "ticket");
    }

    @Test
    void whoIsConnectedIsToldAtOnce() {
        Api.Account account = api.organization("Town");
        try (Client client = connect(account, "")) {
            assertThat(client.hello())
                    .containsEntry("type", "hello")
                    .containsEntry("seq", 0)
                    .containsEntry("recovered", false);

            Map<String, Object> made = post(account, "Doors open");

            client.numbersUpTo(1);
            assertThat(client.heard().get(1))
                    .containsEntry("type", "announcement")
                    .containsAllEntriesOf(made);
        }
    }

    @Test
    void whoWasAwayGetsWhatWasMissed() {
        Api.Account account = api.organization("Away");
        post(account, 3);

        try (Client client = connect(account, "?after=1")) {
            assertThat(client.hello()).containsEntry("seq", 3).containsEntry("recovered", true);
            post(account, "Number 4");
            assertThat(client.numbersUpTo(4)).containsExactly(2L, 3L, 4L);
        }
    }

    @Test
    void nothingIsMissedOrRepeatedWhereThePastBecomesThePresent() {
        Api.Account account = api.organization("Switch");
        post(account, 10);
        List<Client> clients = new ArrayList<>();
        try {
            List<Mono<Answer>> posts = IntStream.range(0, 60)
                    .mapToObj(i -> api.call(
                            HttpMethod.POST,
                            "/announcements",
                            account.token(),
                            Map.of("title", "Number " + i, "body", "Now.")))
                    .toList();
            Mono<Void> posting = Mono.whenDelayError(posts).cache();
            posting.subscribe(done -> {}, failure -> {});
            IntStream.range(0, 15).forEach(i -> clients.add(connect(account, "?after=0")));
            posting.block(Duration.ofSeconds(30));

            clients.forEach(client -> assertThat(client.numbersUpTo(70)).isEqualTo(upTo(70)));
        } finally {
            clients.forEach(Client::close);
        }
    }

    @Test
    void aLongPastIsReadToItsEnd() {
        Api.Account account = api.organization("Long");
        Document[] past = LongStream.rangeClosed(1, 700)
                .mapToObj(seq -> stored(seq, "x".repeat(2_000), null))
                .toArray(Document[]::new);
        databases.insert(api.databaseOf(account, account.name()), "announcements", past);

        try (Client client = connect(account, "?after=0")) {
            assertThat(client.numbersUpTo(700)).isEqualTo(upTo(700));
        }
    }

    @Test
    void whoConnectsWhileMuchIsNewIsToldTheNewest() {
        Api.Account account = api.organization("Burst");
        String database = api.databaseOf(account, account.name());
        try (Client first = connect(account, "")) {
            first.hello();
            Document[] burst = LongStream.rangeClosed(1, 300)
                    .mapToObj(seq -> stored(seq, "Now.", null))
                    .toArray(Document[]::new);
            databases.insert(database, "announcements", burst);

            try (Client second = connect(account, "?after=250")) {
                assertThat(second.hello()).containsEntry("seq", 300).containsEntry("recovered", true);
                assertThat(second.numbersUpTo(300)).first().isEqualTo(251L);
            }
            assertThat(first.numbersUpTo(300)).isEqualTo(upTo(300));
        }
    }

    private static Document stored(long seq, String body, @Nullable ObjectId event) {
        return new Document("_id", seq)
                .append("announcement_id", new ObjectId())
                .append("title", "Number " + seq)
                .append("body", body)
                .append("severity", "INFO")
                .append("event_id", event)
                .append("author_id", new ObjectId())
                .append("created_at", Instant.now());
    }

    @Test
    void whoClaimsTooMuchIsToldTheTruth() {
        Api.Account account = api.organization("Ahead");
        post(account, 2);

        try (Client client = connect(account, "?after=99")) {
            assertThat(client.hello()).containsEntry("seq", 2).containsEntry("recovered", false);
            post(account, "Number 3");
            assertThat(client.numbersUpTo(3)).containsExactly(3L);
        }
    }

    /** They are put there past the service, as another instance does: found by looking. */
    @Test
    void whoAsksForOneEventHearsOfNoOther() {
        Api.Account account = api.organization("Events");
        ObjectId event = new ObjectId();
        String database = api.databaseOf(account, account.name());
        databases.insert(database, "announcements", stored(1, "one", event), stored(2, "other", new ObjectId()));

        try (Client client = connect(account, "?after=0&event_id=" + event)) {
            assertThat(client.numbersUpTo(1)).containsExactly(1L);
            databases.insert(database, "announcements", stored(3, "none", null), stored(4, "one", event));
            assertThat(client.numbersUpTo(4)).containsExactly(1L, 4L);
        }
    }

    @Test
    void aRenameGoesOnWithoutAReconnect() {
        Api.Account account = api.organization("Moving");
        try (Client client = connect(account, "")) {
            client.hello();
            post(account, "Before");
            api.rename(account, Api.uniqueName("Moved")).expectStatus().isOk();
            post(account, "After");

            assertThat(client.numbersUpTo(2)).containsExactly(1L, 2L);
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void anotherOrganizationsAnnouncementsAreNotHeard() {
        Api.Account ours = api.organization("Ours");
        Api.Account theirs = api.organization("Theirs");
        try (Client client = connect(ours, "?after=0")) {
            client.hello();
            post(theirs, 2);
            post(ours, "Ours");

            client.numbersUpTo(1);
            assertThat(client.heard())
                    .hasSize(2)
                    .last()
                    .satisfies(frame -> assertThat(frame).containsEntry("title", "Ours"));
        }
    }

    @Test
    void aTicketConnectsOnce() {
        Api.Account account = api.organization("Ticket");
        String ticket = ticket(account);
        try (Client client = Client.connect(api.url(), null, "?ticket=" + ticket)) {
            client.hello();
            post(account, "Seen");
            client.numbersUpTo(1);
        }
        Api.refused(upgrade("?ticket=" + ticket, headers -> {}), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aTicketIsGoodForThirtySeconds() {
        String ticket = ticket(api.organization("Late"));
        long earlier = Instant.now().toEpochMilli() - 1;
        Databases.all(databases
                .master()
                .getCollection("tickets")
                .updateOne(
                        Filters.eq("_id", Sha256.hex(ticket)),
                        Updates.set("expires_at", Instant.ofEpochMilli(earlier))));

        Api.refused(upgrade("?ticket=" + ticket, headers -> {}), ErrorCode.INVALID_TOKEN);
    }

    /** A request for a WebSocket by somebody who looks at the answer. */
    private WebTestClient.ResponseSpec upgrade(String query, Consumer<HttpHeaders> more) {
        return api.http()
                .get()
                .uri(PATH + query)
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .headers(more)
                .exchange();
    }

    private static Consumer<HttpHeaders> bearer(String token) {
        return headers -> headers.setBearerAuth(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?after=-1", "?after=none", "?event_id=none", "?after=9223372036854775808"})
    void badInputIsRefusedBeforeTheUpgrade(String query) {
        String token = api.organization("Bad").token();

        upgrade(query, bearer(token)).expectStatus().isBadRequest();
    }

    @Test
    void whoIsNobodyIsRefusedBeforeTheUpgrade() {
        String token = api.organization("Nobody").token();

        Api.refused(upgrade("", headers -> {}), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(upgrade("?ticket=none", headers -> {}), ErrorCode.INVALID_TOKEN);
        Api.refused(upgrade("?ticket=", headers -> {}), ErrorCode.INVALID_TOKEN);
        Api.refused(upgrade("?ticket=one&ticket=other", headers -> {}), ErrorCode.INVALID_TOKEN);
        Api.refused(upgrade("?access_token=" + token, headers -> {}), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void pagesOfOthersAreRefused() {
        String token = api.organization("Origins").token();

        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1", ":")) {
            Api.refused(
                    upgrade("", bearer(token).andThen(headers -> headers.set("Origin", origin))), ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void whoMayNotReadIsRefused() {
        Api.Account account = api.organization("Closed");
        api.send(HttpMethod.PUT, "/roles/mute", account.token(), Map.of("permissions", List.of("read:users")))
                .expectStatus()
                .isOk();
        String token = person(account, "mute").token();

        Api.refused(upgrade("", bearer(token)), ErrorCode.FORBIDDEN);
        Api.refused(api.post("/announcements/ticket", token, ""), ErrorCode.FORBIDDEN);
    }

    private record Person(String id, String token) {}

    private Person person(Api.Account account, String role) {
        String email = Api.uniqueEmail();
        String id = Api.text(api.createUser(account, email, role).expectStatus().isCreated(), "id");
        return new Person(
                id, Api.text(api.login(email, Api.PASSWORD, null).expectStatus().isOk(), "access_token"));
    }

    @Test
    void whatIsNoUpgradeIsRefused() {
        String token = api.organization("Plain").token();

        Api.refused(api.get(PATH, token), ErrorCode.MALFORMED_REQUEST);
        Api.refused(
                upgrade("", bearer(token).andThen(headers -> headers.set("Sec-WebSocket-Version", "8"))),
                ErrorCode.MALFORMED_REQUEST);
        Api.refused(
                upgrade("", bearer(token).andThen(headers -> headers.set("Sec-WebSocket-Key", "short"))),
                ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void oneTooManyIsRefused() {
        Api.Account account = api.organization("Many");
        List<Client> clients =
                IntStream.range(0, 20).mapToObj(i -> connect(account, "")).toList();
        try {
            Api.refused(upgrade("", bearer(account.token())), ErrorCode.RATE_LIMITED);
            clients.get(0).close();
            await().atMost(SOON).untilAsserted(() -> connect(account, "").close());
        } finally {
            clients.forEach(Client::close);
        }
    }

    @Test
    void aLogoutCloses() {
        Api.Account account = api.organization("Logout");

        assertClosed(
                4401,
                account.token(),
                () -> api.post("/auth/logout", account.token(), "")
                        .expectStatus()
                        .isNoContent());
    }

    @Test
    void aDeactivationCloses() {
        Api.Account account = api.organization("Deactivated");
        Person person = person(account, "member");

        assertClosed(4401, person.token(), () -> change(account, person, Map.of("status", "deactivated")));
    }

    @Test
    void aLostPermissionCloses() {
        Api.Account account = api.organization("Demoted");
        api.send(HttpMethod.PUT, "/roles/mute", account.token(), Map.of("permissions", List.of("read:users")))
                .expectStatus()
                .isOk();
        Person person = person(account, "member");

        assertClosed(4403, person.token(), () -> change(account, person, Map.of("role", "mute")));
    }

    private void change(Api.Account account, Person person, Map<String, String> change) {
        api.send(HttpMethod.PATCH, "/user/" + person.id(), account.token(), change)
                .expectStatus()
                .isOk();
    }

    @Test
    void aSuspensionCloses() {
        Api.Account account = api.organization("Suspended");
        api.superuser();

        assertClosed(
                4403,
                account.token(),
                () -> api.turn(account, "suspend").expectStatus().isOk());
    }

    @Test
    void aDeletionCloses() {
        Api.Account account = api.organization("Deleted");

        assertClosed(
                4404,
                account.token(),
                () -> api.delete(account.token(), account.name()).expectStatus().isNoContent());
    }

    private void assertClosed(int code, String token, Runnable change) {
        try (Client client = Client.connect(api.url(), token, "")) {
            client.hello();
            change.run();
            await().atMost(SOON).until(() -> !client.isOpen());
            assertThat(client.closeCode()).isEqualTo(code);
        }
    }

    /** What a ticket stands for ends when the token ends that it was fetched with. */
    @Test
    void theEndOfTheTokenCloses() {
        String ticket = ticket(api.organization("Expired"));
        Databases.all(databases
                .master()
                .getCollection("tickets")
                .updateOne(
                        Filters.eq("_id", Sha256.hex(ticket)),
                        Updates.set("until", Instant.now().plusSeconds(2))));

        try (Client client = Client.connect(api.url(), null, "?ticket=" + ticket)) {
            client.hello();
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aFrameThatIsTooLargeCloses() throws IOException {
        try (RawClient client =
                new RawClient(api.url(), api.organization("Large").token())) {
            client.read();
            client.send(RawClient.frame(Connections.LARGEST_FRAME));
            client.send(RawClient.frame(Connections.LARGEST_FRAME + 1));

            assertThat(client.readAll())
                    .first()
                    .satisfies(frame -> assertThat(frame.code()).isEqualTo(1009));
        }
    }

    @Test
    void aBinaryFrameCloses() {
        try (Client client = connect(api.organization("Binary"), "")) {
            client.hello();
            client.say(ByteBuffer.wrap(new byte[10]));

            assertThat(client.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void aFloodOfTinyFramesCloses() throws IOException {
        try (RawClient client =
                new RawClient(api.url(), api.organization("Flood").token())) {
            client.read();
            client.send(RawClient.tinyFrames(1_000));

            assertThat(client.readAll())
                    .allSatisfy(frame -> assertThat(frame.code()).isEqualTo(1008));
        }
    }

    /** It is closed while others go on; it may have been cut off before it could read why. */
    @Test
    void whoDoesNotReadIsClosed() throws IOException {
        Api.Account account = api.organization("Stalled");
        String body = "\u00e4".repeat(5_000);
        try (RawClient stalled = new RawClient(api.url(), account.token());
                Client reader = connect(account, "")) {
            reader.hello();
            for (int i = 0; i < 100; i++) {
                api.post("/announcements", account.token(), Map.of("title", "Long", "body", body))
                        .expectStatus()
                        .isCreated();
            }

            assertThat(reader.numbersUpTo(100)).isEqualTo(upTo(100));
            List<RawClient.Received> frames = stalled.readAll();
            assertThat(frames).hasSizeLessThan(100);
            assertThat(frames)
                    .filteredOn(RawClient.Received::isClose)
                    .allSatisfy(close -> assertThat(close.code()).isEqualTo(3008));
        }
    }
}
