package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tenantry.TenantryTest;
import io.tenantry.identity.Presence;
import io.tenantry.identity.Presences;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Who is connected while nobody can say whether their organization is there. */
@TenantryTest
class WatchTests {

    private static final Duration ALWAYS = Duration.ofNanos(1);

    private final ConnectionSettings settings = new ConnectionSettings(10, 10, ALWAYS, ALWAYS);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final AtomicReference<Close> closed = new AtomicReference<>();
    private final Hub hub;
    private final Watch watch;

    WatchTests(History history, Presences presences) {
        this.hub = new Hub(history, settings);
        this.watch = new Watch(hub, new Unanswering(), presences, settings, Clock.systemUTC());
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    private void enter(Instant until) {
        Actor actor = new Actor(ActorType.USER, UserId.create(), new OrganizationId(new ObjectId()), "session");
        Presence presence = new Presence(actor, until);
        Room room = hub.enter(presence);
        Outlet outlet = new Outlet(Wire.WEB_SOCKET, channel);
        Session session = new Session(
                presence, outlet, new Resume(null, null), room, hello -> new byte[0], left -> room.remove(left));
        session.closed().subscribe(closed::set);
        room.add(session);
        channel.runPendingTasks();
    }

    private void rouse() {
        watch.rouse().subscribe();
        channel.runPendingTasks();
    }

    @Test
    void whoseTokenHasEndedIsClosed() {
        enter(Instant.now());
        rouse();

        assertThat(closed).hasValue(Close.EXPIRED);
    }

    @Test
    void signsOfLifeGoOn() {
        enter(Instant.MAX);
        rouse();
        rouse();

        assertThat(channel.outboundMessages()).hasSize(2);
        assertThat(closed).hasNullValue();
    }

    @Test
    void aLookHasALimit() {
        enter(Instant.MAX);

        StepVerifier.withVirtualTime(watch::look)
                .expectSubscription()
                .expectNoEvent(Watch.PATIENCE.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .verifyComplete();
        assertThat(closed).hasNullValue();
    }

    /** It never answers. */
    private static final class Unanswering implements TenantDirectory {

        @Override
        public Mono<Tenant> find(OrganizationId id) {
            return Mono.never();
        }

        @Override
        public Mono<Tenant> findByName(String name) {
            return Mono.never();
        }

        @Override
        public Mono<Tenant> readCurrent(OrganizationId id) {
            return Mono.never();
        }

        @Override
        public Mono<Void> notePeopleChanged(OrganizationId id, PeopleTopic about) {
            return Mono.never();
        }
    }
}
