package io.tenantry.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Issue: "mixed-organization requests with 10 % cancelled: no answer of another organization". Reads and changes of many
 * organizations, half of them over connections that all share, every tenth cut off at some moment, while two of the
 * organizations are renamed over and over. A few thousand in the ordinary suite; all of them by
 * {@code mvn test -Dtest=MixedRequestsTests -Dmixed.requests=100000}.
 */
@TenantryTest
class MixedRequestsTests {

    private static final Logger LOG = LoggerFactory.getLogger(MixedRequestsTests.class);

    private static final int REQUESTS = Integer.getInteger("mixed.requests", 3_000);
    private static final int ORGANIZATIONS = Math.min(50, Math.max(10, REQUESTS / 400));
    private static final int RENAMED = 2;
    private static final int AT_ONCE = 64;
    private static final int CUT_OFF_EVERY = 10;

    /** About as long as an answer takes, so that every moment of a request is met. */
    private static final int LONGEST_MILLIS = 40;

    private static final long SEED = 20_260_801;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Api api;
    private final Databases databases;
    private final Marks marks = new Marks();
    private final Tally tally = new Tally(marks);

    MixedRequestsTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @Test
    void noAnswerIsOfAnotherOrganization() {
        List<MixedOrganization> organizations = IntStream.range(0, ORGANIZATIONS)
                .mapToObj(n -> MixedOrganization.make(api, marks, n))
                .toList();
        long begun = System.nanoTime();

        send(organizations);

        LOG.info(
                "{} requests of {} organizations in {} s: {}",
                REQUESTS,
                ORGANIZATIONS,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                tally);
        tally.requireOnlyWhatMayBe();
        assertThat(tally.answered()).isGreaterThan(REQUESTS * 8L / 10);
        organizations.forEach(organization -> tally.requireOnlyItsOwn(organization, stored(organization)));
    }

    private void send(List<MixedOrganization> organizations) {
        AtomicBoolean sent = new AtomicBoolean();
        try (MixedClients clients = new MixedClients(api.url())) {
            Mono<Void> requests = Flux.range(0, REQUESTS)
                    .flatMap(n -> request(n, organizations, clients), AT_ONCE)
                    .then()
                    .doFinally(end -> sent.set(true));
            Mono<Void> renames = Flux.fromIterable(organizations.subList(0, RENAMED))
                    .flatMap(organization -> renaming(organization).repeat(() -> !sent.get()), RENAMED)
                    .doOnNext(tally::renamed)
                    .then();
            Mono.when(requests, renames).block(PATIENCE);
        }
    }

    private Mono<Answer> renaming(MixedOrganization organization) {
        return Mono.defer(() -> api.renaming(organization.account(), organization.newName(marks)));
    }

    private Mono<Void> request(int n, List<MixedOrganization> organizations, MixedClients clients) {
        Random choice = new Random(SEED + n);
        MixedRequest request = MixedRequest.of(n, choice, organizations);
        boolean shared = choice.nextBoolean();
        return n % CUT_OFF_EVERY == 0
                ? cutOff(told(request, clients.sendCutOff(request, shared)), choice)
                : told(request, clients.send(request, shared)).onErrorResume(lost(request));
    }

    private Mono<Void> told(MixedRequest request, Mono<Reply> answer) {
        return answer.publishOn(Schedulers.boundedElastic()) // reading JSON may wait for the lock of a cache
                .doOnNext(reply -> tally.answered(request, reply))
                .then();
    }

    /** What is cut off may also end in an error of the connection that is being closed. */
    private Mono<Void> cutOff(Mono<Void> answer, Random choice) {
        return answer.doOnCancel(tally::cutOff)
                .onErrorComplete()
                .takeUntilOther(Mono.delay(Duration.ofNanos(choice.nextInt(LONGEST_MILLIS * 1_000_000))));
    }

    private Function<Throwable, Mono<Void>> lost(MixedRequest request) {
        return failure -> Mono.fromRunnable(() -> tally.lost(request, failure));
    }

    private String stored(MixedOrganization organization) {
        String name = organization.currentName(databases);
        return databases.contents(api.databaseOf(organization.account(), name)).toString();
    }
}
