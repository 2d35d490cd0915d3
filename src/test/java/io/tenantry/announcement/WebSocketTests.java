package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** Contract, {@code GET /ws/announcements}: who is connected hears everything, once and in order. */
@TenantryTest
class WebSocketTests {

    private final Api api;
    private final Databases databases;
    private final Announcing announcing;

    WebSocketTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.announcing = new Announcing(api);
    }

    @Test
    void whoIsConnectedIsToldAtOnce() {
        Api.Account account = api.organization("Town");
        try (Client client = announcing.connect(account, "")) {
            assertThat(client.hello())
                    .containsEntry("type", "hello")
                    .containsEntry("seq", 0)
                    .containsEntry("recovered", false);

            Map<String, Object> made = announcing.post(account, "Doors open");

            client.numbersUpTo(1);
            assertThat(client.heard().get(1))
                    .containsEntry("type", "announcement")
                    .containsAllEntriesOf(made);
        }
    }

    @Test
    void whoWasAwayGetsWhatWasMissed() {
        Api.Account account = api.organization("Away");
        announcing.post(account, 3);

        try (Client client = announcing.connect(account, "?after=1")) {
            assertThat(client.hello()).containsEntry("seq", 3).containsEntry("recovered", true);
            announcing.post(account, "Number 4");
            assertThat(client.numbersUpTo(4)).containsExactly(2L, 3L, 4L);
        }
    }

    @Test
    void nothingIsMissedOrRepeatedWhereThePastBecomesThePresent() {
        Api.Account account = api.organization("Switch");
        announcing.post(account, 10);
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
            IntStream.range(0, 15).forEach(i -> clients.add(announcing.connect(account, "?after=0")));
            posting.block(Duration.ofSeconds(30));

            clients.forEach(client -> assertThat(client.numbersUpTo(70)).isEqualTo(Announcing.upTo(70)));
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

        try (Client client = announcing.connect(account, "?after=0")) {
            assertThat(client.numbersUpTo(700)).isEqualTo(Announcing.upTo(700));
        }
    }

    @Test
    void whoConnectsWhileMuchIsNewIsToldTheNewest() {
        Api.Account account = api.organization("Burst");
        String database = api.databaseOf(account, account.name());
        try (Client first = announcing.connect(account, "")) {
            first.hello();
            Document[] burst = LongStream.rangeClosed(1, 300)
                    .mapToObj(seq -> stored(seq, "Now.", null))
                    .toArray(Document[]::new);
            databases.insert(database, "announcements", burst);

            try (Client second = announcing.connect(account, "?after=250")) {
                assertThat(second.hello()).containsEntry("seq", 300).containsEntry("recovered", true);
                assertThat(second.numbersUpTo(300)).first().isEqualTo(251L);
            }
            assertThat(first.numbersUpTo(300)).isEqualTo(Announcing.upTo(300));
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
        announcing.post(account, 2);

        try (Client client = announcing.connect(account, "?after=99")) {
            assertThat(client.hello()).containsEntry("seq", 2).containsEntry("recovered", false);
            announcing.post(account, "Number 3");
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

        try (Client client = announcing.connect(account, "?after=0&event_id=" + event)) {
            assertThat(client.numbersUpTo(1)).containsExactly(1L);
            databases.insert(database, "announcements", stored(3, "none", null), stored(4, "one", event));
            assertThat(client.numbersUpTo(4)).containsExactly(1L, 4L);
        }
    }

    @Test
    void aRenameGoesOnWithoutAReconnect() {
        Api.Account account = api.organization("Moving");
        try (Client client = announcing.connect(account, "")) {
            client.hello();
            announcing.post(account, "Before");
            api.rename(account, Api.uniqueName("Moved")).expectStatus().isOk();
            announcing.post(account, "After");

            assertThat(client.numbersUpTo(2)).containsExactly(1L, 2L);
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void anotherOrganizationsAnnouncementsAreNotHeard() {
        Api.Account ours = api.organization("Ours");
        Api.Account theirs = api.organization("Theirs");
        try (Client client = announcing.connect(ours, "?after=0")) {
            client.hello();
            announcing.post(theirs, 2);
            announcing.post(ours, "Ours");

            client.numbersUpTo(1);
            assertThat(client.heard())
                    .hasSize(2)
                    .last()
                    .satisfies(frame -> assertThat(frame).containsEntry("title", "Ours"));
        }
    }
}
