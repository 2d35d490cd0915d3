package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.MistakenDirectory;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantWrites;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Histories as the service does not make them, and organizations that move while they are read. */
@TenantryTest
class HistoryTests {

    private final Api api;
    private final Databases databases;
    private final AnnouncementStore store;
    private final Frames frames;
    private final TenantDirectory directory;

    HistoryTests(Api api, Databases databases, AnnouncementStore store, Frames frames, TenantDirectory directory) {
        this.api = api;
        this.databases = databases;
        this.store = store;
        this.frames = frames;
        this.directory = directory;
    }

    /** Who operates the service may have removed what is old. */
    @Test
    void whatWasTakenAwayIsPassedOver() {
        Api.Account account = api.organization("Pruned");
        Document[] left = LongStream.concat(LongStream.rangeClosed(1, 3), LongStream.rangeClosed(500, 503))
                .mapToObj(HistoryTests::stored)
                .toArray(Document[]::new);
        databases.insert(api.databaseOf(account, account.name()), "announcements", left);

        try (Client client = Client.connect(api.url(), account.token(), "?after=0")) {
            assertThat(client.numbersUpTo(503)).isEqualTo(List.of(1L, 2L, 3L, 500L, 501L, 502L, 503L));
        }
    }

    /** As another instance leaves it within a second: nobody who reads falls behind by it. */
    @Test
    void aPageOfTheLongestClosesNobody() {
        Api.Account account = api.organization("Prolific");
        try (Client client = Client.connect(api.url(), account.token(), "")) {
            client.hello();
            Document[] long60 = LongStream.rangeClosed(1, 60)
                    .mapToObj(seq -> stored(seq).append("body", "\u20ac".repeat(5_000)))
                    .toArray(Document[]::new);
            databases.insert(api.databaseOf(account, account.name()), "announcements", long60);

            assertThat(client.numbersUpTo(60)).isEqualTo(Announcing.upTo(60));
            assertThat(client.isOpen()).isTrue();
        }
    }

    /** Whoever moves the organization may have copied it before: then the other place will never have them. */
    @Test
    void whatWasReadWhenAMoveBeganIsNotTold() {
        Api.Account account = api.organization("Moving");
        new Announcing(api).post(account, 1);
        OrganizationId id = OrganizationId.of(account.organizationId());
        History moving = history(aMoveBegins());

        for (Mono<?> read : List.of(moving.next(id, 0), moving.news(id, 0), moving.after(id, 0), moving.end(id))) {
            StepVerifier.create(read)
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    ProblemException.class,
                                    problem -> assertThat(problem.code()).isEqualTo(ErrorCode.WRITE_UNCONFIRMED)));
        }
        StepVerifier.create(history(directory).next(id, 0))
                .assertNext(frames -> assertThat(frames).hasSize(1))
                .verifyComplete();
    }

    /** Who waits for the past subscribes to the same read until it succeeds. */
    @Test
    void whatFailedDuringAMoveSucceedsAfterIt() {
        Api.Account account = api.organization("Moved");
        new Announcing(api).post(account, 1);
        OrganizationId id = OrganizationId.of(account.organizationId());
        AtomicBoolean moving = new AtomicBoolean(true);
        TenantDirectory stale = MistakenDirectory.knowing(tenant -> moving.get() ? before(tenant) : tenant, directory);
        Mono<List<Frame>> read = history(stale).after(id, 0);

        StepVerifier.create(read).verifyError(ProblemException.class);
        moving.set(false);
        StepVerifier.create(read)
                .assertNext(frames -> assertThat(frames).hasSize(1))
                .verifyComplete();
    }

    private History history(TenantDirectory of) {
        return new History(store, frames, of, new TenantWrites(of));
    }

    /** A move begins between any read and its confirmation. */
    private TenantDirectory aMoveBegins() {
        return new MistakenDirectory(
                directory,
                found -> found,
                now -> new Tenant(
                        now.id(), now.name(), now.placement(), Tenant.Access.READ_ONLY, now.epoch() + 1, now.people()));
    }

    private static Tenant before(Tenant now) {
        return new Tenant(now.id(), now.name(), now.placement(), now.access(), now.epoch() - 1, now.people());
    }

    private static Document stored(long seq) {
        return new Document("_id", seq)
                .append("announcement_id", new ObjectId())
                .append("title", "Number " + seq)
                .append("body", "Now.")
                .append("severity", "INFO")
                .append("event_id", null)
                .append("author_id", new ObjectId())
                .append("created_at", Instant.now());
    }
}
