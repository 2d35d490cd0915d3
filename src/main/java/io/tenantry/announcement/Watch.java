package io.tenantry.announcement;

import io.tenantry.identity.Presences;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks after those who are connected, in rounds of two kinds, of which one does not wait for the other. In one they are
 * roused: they are pinged, what is new is looked for, and whose token has come to its end is closed. In the other others are
 * asked: whether the organization is there, and whether they still may. The latter is asked only when one of the
 * organization's people has changed; of superusers, who are none, each second; and of everybody each minute.
 */
@Component
class Watch {

    static final Duration EVERY = Duration.ofMillis(250);

    static final String PERMISSION = "read:announcements";

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** For one question. The driver looks for its server no longer than 1.5 s. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int ROOMS_AT_ONCE = 8;
    private static final int SESSIONS_AT_ONCE = 8;

    private final Hub hub;
    private final TenantDirectory directory;
    private final Presences presences;
    private final Clock clock;
    private final Beat polls;
    private final Beat seconds = new Beat(A_SECOND);
    private final Beat minutes = new Beat(A_MINUTE);
    private final Beat pings;

    Watch(Hub hub, TenantDirectory directory, Presences presences, ConnectionSettings settings, Clock clock) {
        this.hub = hub;
        this.directory = directory;
        this.presences = presences;
        this.clock = clock;
        this.polls = new Beat(settings.pollEvery());
        this.pings = new Beat(settings.pingEvery());
    }

    /** A round of what waits for nobody, of which there is one at a time. */
    Mono<Void> rouse() {
        boolean poll = polls.isDue();
        boolean ping = pings.isDue();
        return Mono.fromRunnable(() -> hub.rooms().forEach(room -> rouse(room, poll, ping)));
    }

    private void rouse(Room room, boolean poll, boolean ping) {
        closeExpired(room);
        if (poll || room.isAsked()) {
            room.wake();
        }
        if (ping) {
            room.keepAlive();
        }
    }

    /** A round of what others have to answer, of which there is one at a time. */
    Mono<Void> look() {
        boolean second = seconds.isDue();
        boolean minute = minutes.isDue();
        return Flux.fromIterable(hub.rooms())
                .flatMap(room -> look(room, second, minute).onErrorComplete(), ROOMS_AT_ONCE)
                .then();
    }

    private Mono<Void> look(Room room, boolean second, boolean minute) {
        return directory
                .find(room.organization())
                .timeout(PATIENCE)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> judge(room, found, second, minute));
    }

    private void closeExpired(Room room) {
        Instant now = clock.instant();
        room.sessions().stream()
                .filter(session -> session.presence().isOver(now))
                .forEach(session -> session.close(Close.EXPIRED));
    }

    private Mono<Void> judge(Room room, Optional<Tenant> found, boolean second, boolean minute) {
        Optional<Close> closed = Close.all(found.orElse(null));
        if (closed.isPresent()) {
            room.sessions().forEach(session -> session.close(closed.get()));
            return Mono.empty();
        }
        Tenant tenant = found.orElseThrow();
        boolean everybody = minute || !room.isLookedAt(tenant.people().changes());
        return verify(room, tenant, session -> everybody || !session.isLookedAt() || (second && isSuperuser(session)))
                .doOnSuccess(done -> room.lookedAt(tenant.people().changes()));
    }

    private static boolean isSuperuser(Session session) {
        return session.presence().actor().type() == ActorType.SUPERUSER;
    }

    /** What cannot be found out now leaves the round unfinished: the next one asks again. */
    private Mono<Void> verify(Room room, Tenant tenant, Predicate<Session> which) {
        return Flux.fromIterable(room.sessions())
                .filter(which)
                .flatMapDelayError(
                        session -> presences
                                .require(session.presence(), PERMISSION)
                                .timeout(PATIENCE)
                                .doOnSuccess(good -> session.lookedAt())
                                .onErrorResume(ProblemException.class, refusal -> refused(session, refusal)),
                        SESSIONS_AT_ONCE,
                        SESSIONS_AT_ONCE)
                .then()
                .contextWrite(TenantContext.with(tenant));
    }

    private static Mono<Void> refused(Session session, ProblemException refusal) {
        if (refusal.code().status().is5xxServerError()) {
            return Mono.error(refusal);
        }
        session.close(Close.of(refusal));
        return Mono.empty();
    }
}
