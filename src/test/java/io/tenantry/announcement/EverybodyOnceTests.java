package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * "Two instances, Redis on and off: sockets, announcements from 4 posters, an instance restarted and the organization renamed
 * in between; each client reconnects with its last seq: all have 1..n, each once, in order." Half of the posters and half of the
 * clients are at the one that is restarted.
 */
@TenantryTest
class EverybodyOnceTests {

    /** In full it is {@code -Dannouncements.sockets=200 -Dannouncements.posted=1000}. */
    private static final int CLIENTS = Integer.getInteger("announcements.sockets", 30);

    private static final int ALL = Integer.getInteger("announcements.posted", 240);
    private static final int POSTERS = 4;
    private static final int CONNECTIONS_OF_ONE = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * With its key, so that an answer that was lost is not a second announcement. Two minutes: "a request that died leaves its
     * key usable after 60 s".
     */
    private static final Retry UNTIL_ANSWERED = Retry.fixedDelay(1_200, Duration.ofMillis(100));

    private final Api api;
    private final Environment environment;

    EverybodyOnceTests(Api api, Environment environment) {
        this.api = api;
        this.environment = environment;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverHappensEverybodyHearsEverythingOnceAndInOrder(boolean withRedis) {
        Api.Account account = api.organization("Everybody");
        List<String> tokens = tokens(account);
        List<ReconnectingClient> clients = new ArrayList<>();
        try (RedisServer redis = new RedisServer()) {
            String[] settings = withRedis ? new String[] {"--tenantry.redis.url=" + redis.url()} : new String[0];
            List<OtherInstance> instances = new CopyOnWriteArrayList<>(
                    List.of(OtherInstance.start(environment, settings), OtherInstance.start(environment, settings)));
            try {
                IntStream.range(0, CLIENTS)
                        .forEach(i -> clients.add(
                                new ReconnectingClient(() -> url(instances, i), tokens.get(i % tokens.size()))));
                AtomicInteger posted = new AtomicInteger();
                Mono<Void> posting = posting(instances, account, posted).cache();
                posting.subscribe(done -> {}, failure -> {});

                await().atMost(PATIENCE).until(() -> posted.get() > ALL / 4);
                api.rename(account, Api.uniqueName("Renamed")).expectStatus().isOk();
                await().atMost(PATIENCE).until(() -> posted.get() > ALL / 2);
                instances.get(1).close();
                instances.set(1, OtherInstance.start(environment, settings));
                posting.block(PATIENCE);

                List<Long> all = LongStream.rangeClosed(1, ALL).boxed().toList();
                clients.forEach(client -> await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(client.numbers()).isEqualTo(all)));
            } finally {
                clients.forEach(ReconnectingClient::close);
                instances.forEach(OtherInstance::close);
            }
        }
    }

    /** Of several people: each may have so many connections. */
    private List<String> tokens(Api.Account account) {
        return IntStream.rangeClosed(1, CLIENTS / CONNECTIONS_OF_ONE)
                .mapToObj(i -> api.person(account, "member").token())
                .toList();
    }

    private static Mono<Void> posting(List<OtherInstance> instances, Api.Account account, AtomicInteger posted) {
        return Flux.range(0, POSTERS)
                .flatMap(
                        poster -> Flux.range(0, ALL / POSTERS)
                                .concatMap(i -> postedOnce(() -> url(instances, poster), account, poster + "-" + i))
                                .doOnNext(done -> posted.incrementAndGet()),
                        POSTERS)
                .then();
    }

    /** Of one of the instances, where it is now. */
    private static String url(List<OtherInstance> instances, int i) {
        return instances.get(i % instances.size()).url();
    }

    /** Each time to where the instance is then. */
    private static Mono<HttpStatusCode> postedOnce(Supplier<String> url, Api.Account account, String key) {
        return Mono.defer(() -> post(url.get(), account, key)).retryWhen(UNTIL_ANSWERED);
    }

    private static Mono<HttpStatusCode> post(String url, Api.Account account, String key) {
        return WebClient.create(url)
                .post()
                .uri("/announcements")
                .headers(headers -> headers.setBearerAuth(account.token()))
                .header("Idempotency-Key", key)
                .bodyValue(Map.of("title", "Number", "body", "Now."))
                .retrieve()
                .toBodilessEntity()
                .map(answer -> answer.getStatusCode());
    }
}
