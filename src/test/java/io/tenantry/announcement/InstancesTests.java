package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** Announcements on several instances. */
@TenantryTest
class InstancesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PING = 9;

    private final Api api;
    private final Environment environment;

    InstancesTests(Api api, Environment environment) {
        this.api = api;
        this.environment = environment;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void post(String url, Api.Account account, String title) {
        WebClient.create(url)
                .post()
                .uri("/announcements")
                .headers(headers -> headers.setBearerAuth(account.token()))
                .bodyValue(Map.of("title", title, "body", "Now."))
                .retrieve()
                .toBodilessEntity()
                .block(PATIENCE);
    }

    /** Without Redis: by looking. */
    @Test
    void everybodyHearsWhatIsPostedAnywhereOnceAndInOrder() {
        Api.Account account = api.organization("Two");
        try (OtherInstance other = OtherInstance.start(environment);
                Client here = Client.connect(api.url(), account.token(), "?after=0");
                Client there = Client.connect(other.url(), account.token(), "?after=0")) {
            List<String> urls = List.of(api.url(), other.url());

            Flux.range(0, 60)
                    .flatMap(
                            i -> WebClient.create(urls.get(i % 2))
                                    .method(HttpMethod.POST)
                                    .uri("/announcements")
                                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + account.token())
                                    .bodyValue(Map.of("title", "Number " + i, "body", "Now."))
                                    .retrieve()
                                    .toBodilessEntity(),
                            8)
                    .blockLast(PATIENCE);

            assertThat(here.numbersUpTo(60)).isEqualTo(upTo(60));
            assertThat(there.numbersUpTo(60)).isEqualTo(upTo(60));
        }
    }

    @Test
    void aTicketWorksOnceOnAnyInstance() {
        Api.Account account = api.organization("Ticket");
        String ticket = Api.text(
                api.post("/announcements/ticket", account.token(), "")
                        .expectStatus()
                        .isOk(),
                "ticket");
        try (OtherInstance other = OtherInstance.start(environment)) {
            try (Client there = Client.connect(other.url(), null, "?ticket=" + ticket)) {
                there.hello();
            }
            assertThatThrownBy(() -> Client.connect(api.url(), null, "?ticket=" + ticket))
                    .rootCause()
                    .hasMessageContaining("401");
        }
    }

    @Test
    void aStopSaysWhenToComeBack() {
        Api.Account account = api.organization("Drained");
        List<Client> clients = new ArrayList<>();
        OtherInstance other = OtherInstance.start(environment);
        try {
            IntStream.range(0, 5).forEach(i -> clients.add(Client.connect(other.url(), account.token(), "")));
            clients.forEach(Client::hello);

            long began = System.nanoTime();
            other.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(clients).allSatisfy(client -> {
                assertThat(client.closeCode()).isEqualTo(1001);
                assertThat(client.closeReason()).matches("Going down\\. Connect again in \\d+ ms\\.");
            });
        } finally {
            clients.forEach(Client::close);
            other.close();
        }
    }

    /**
     * It reads, as a network does that has forgotten the client behind it, and answers nothing. The instance does not look for
     * what is new: who answers is told of what is posted there at once.
     */
    @Test
    void whoDoesNotAnswerPingsIsCutOff() throws IOException {
        Api.Account account = api.organization("Silent");
        try (OtherInstance other = OtherInstance.start(
                        environment,
                        "--tenantry.announcements.ping-every=1s",
                        "--tenantry.announcements.poll-every=1h");
                Client answering = Client.connect(other.url(), account.token(), "");
                RawClient silent = new RawClient(other.url(), account.token())) {
            answering.hello();

            assertThat(silent.readAll())
                    .filteredOn(frame -> frame.opcode() == PING)
                    .hasSize(2);
            post(other.url(), account, "Heard");
            assertThat(answering.numbersUpTo(1)).containsExactly(1L);
        }
    }

    /** With Redis, and without looking: what arrives has come by its message. */
    @Test
    void redisTellsAtOnce() {
        Api.Account account = api.organization("Redis");
        try (RedisServer redis = new RedisServer();
                OtherInstance one = started(redis, "1h");
                OtherInstance other = started(redis, "1h");
                Client client = Client.connect(other.url(), account.token(), "?after=0")) {
            client.hello();
            await("both to hear of messages")
                    .atMost(PATIENCE)
                    .until(() -> redis.command("PUBSUB NUMSUB tenantry:announcements")
                            .contains(":2"));
            for (int i = 1; i <= 3; i++) {
                post(one.url(), account, "Number " + i);
                assertThat(client.numbersUpTo(i)).isEqualTo(upTo(i));
            }
        }
    }

    @Test
    void withoutRedisEachLooksForItself() {
        Api.Account account = api.organization("Lost");
        try (RedisServer redis = new RedisServer();
                OtherInstance one = started(redis, "1s");
                OtherInstance other = started(redis, "1s");
                Client client = Client.connect(other.url(), account.token(), "?after=0")) {
            client.hello();
            post(one.url(), account, "By Redis");
            client.numbersUpTo(1);

            redis.stop();
            post(one.url(), account, "By looking");

            assertThat(client.numbersUpTo(2)).isEqualTo(upTo(2));
            redis.restart();
            post(one.url(), account, "Again");
            assertThat(client.numbersUpTo(3)).isEqualTo(upTo(3));
        }
    }

    /** What it cannot be used for is not opened once more each time. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void whatRedisRefusesIsNeitherOpenedNorToldEachTime(CapturedOutput output) {
        try (RedisServer redis = new RedisServer()) {
            redis.command("ACL SETUSER default resetchannels");
            try (OtherInstance one = started(redis, "1s")) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> redis.info("errorstat_NOPERM") >= 4);

                assertThat(redis.info("connected_clients")).isLessThanOrEqualTo(3);
                assertThat(output.getAll()).containsOnlyOnce("No Redis, ").doesNotContain("Redis tells when");
                redis.command("ACL SETUSER default allchannels");
                await().atMost(PATIENCE).until(() -> redis.info("pubsub_channels") == 1);
                assertThat(one.isEmpty()).isTrue();
            }
        }
    }

    private OtherInstance started(RedisServer redis, String pollEvery) {
        return OtherInstance.start(
                environment, "--tenantry.redis.url=" + redis.url(), "--tenantry.announcements.poll-every=" + pollEvery);
    }
}
