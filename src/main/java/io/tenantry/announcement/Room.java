package io.tenantry.announcement;

import io.tenantry.kernel.OrganizationId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Everybody on this instance who is connected for the announcements of one organization. These are read once for all, in
 * rounds of which there is one at a time: whoever wakes it only says that there may be something to read.
 */
final class Room implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final OrganizationId organization;
    private final History history;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Map<Lane.Key, Lane> lanes = new ConcurrentHashMap<>();
    private final Queue<Sinks.One<Long>> asking = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wakeUps = new AtomicInteger();

    /** The count of changes of its people up to which everybody was looked at; none yet. */
    private volatile long people = -1;

    /** Null until the first round; written by rounds only. */
    private volatile @Nullable Recent recent;

    Room(OrganizationId organization, History history) {
        this.organization = organization;
        this.history = history;
    }

    OrganizationId organization() {
        return organization;
    }

    Set<Session> sessions() {
        return sessions;
    }

    void add(Session session) {
        sessions.add(session);
        lanes.computeIfAbsent(session.lane(), key -> new Lane(key.loop(), key.wire()))
                .add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
        Lane lane = lanes.get(session.lane());
        if (lane != null) {
            lane.remove(session);
        }
    }

    /** Whether nobody's rights have changed since everybody was looked at. */
    boolean isLookedAt(long peopleNow) {
        return people == peopleNow;
    }

    void lookedAt(long peopleNow) {
        people = peopleNow;
    }

    void keepAlive() {
        lanes.values().forEach(Lane::keepAlive);
    }

    @Override
    public long end() {
        Recent known = recent;
        return known == null ? 0 : known.end();
    }

    @Override
    public Mono<Long> currentEnd() {
        return Mono.defer(() -> {
            Sinks.One<Long> answer = Sinks.one();
            asking.add(answer);
            wake();
            return answer.asMono();
        });
    }

    @Override
    public Mono<List<Frame>> after(long seq) {
        Recent known = recent;
        return known == null
                ? history.after(organization, seq)
                : known.after(seq).map(Mono::just).orElseGet(() -> history.after(organization, seq));
    }

    /** Whether somebody waits for the end, in vain so far. */
    boolean isAsked() {
        return !asking.isEmpty();
    }

    /** There may be something new. */
    void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            nextRound();
        }
    }

    private void nextRound() {
        int answered = wakeUps.get();
        round().onErrorResume(this::noted)
                .subscribe(
                        done -> {},
                        failure -> LOG.error("Nothing is announced in {} any more.", organization, failure),
                        () -> goOn(answered));
    }

    private void goOn(int answered) {
        if (wakeUps.addAndGet(-answered) > 0) {
            nextRound();
        }
    }

    /** The next poll tries again. */
    private Mono<Boolean> noted(Throwable failure) {
        LOG.debug("{} cannot be read now: {}", organization, failure.toString());
        return Mono.empty();
    }

    /** Reads what is new; whether that was all. */
    private Mono<Boolean> round() {
        return Mono.defer(() -> {
            List<Sinks.One<Long>> asked = takeAll();
            Recent known = recent;
            Mono<Boolean> read = known == null
                    ? history.end(organization).map(this::begin)
                    : news(known, asked).map(found -> append(known, found));
            return read.doOnError(failure -> asking.addAll(asked)).doOnNext(atEnd -> answer(asked, atEnd));
        });
    }

    /** Who asks hears the end when it has been reached. */
    private void answer(List<Sinks.One<Long>> asked, boolean atEnd) {
        if (atEnd) {
            asked.forEach(one -> one.tryEmitValue(end()));
        } else {
            asking.addAll(asked);
            wakeUps.incrementAndGet();
        }
    }

    private boolean begin(long end) {
        recent = Recent.at(end);
        return true;
    }

    /** Who asks for the end is told what is confirmed; a poll may find nothing cheaply. */
    private Mono<List<Frame>> news(Recent known, List<Sinks.One<Long>> asked) {
        return asked.isEmpty() ? history.news(organization, known.end()) : history.next(organization, known.end());
    }

    private List<Sinks.One<Long>> takeAll() {
        List<Sinks.One<Long>> all = new ArrayList<>();
        for (Sinks.One<Long> one = asking.poll(); one != null; one = asking.poll()) {
            all.add(one);
        }
        return all;
    }

    private boolean append(Recent known, List<Frame> found) {
        Recent now = known.with(found, System.nanoTime());
        List<Frame> fresh = found.subList(0, (int) (now.end() - known.end()));
        recent = now;
        if (!fresh.isEmpty()) {
            deliver(fresh);
        }
        return found.size() < History.PAGE;
    }

    private void deliver(List<Frame> frames) {
        Map<Wire, Batch> batches = new EnumMap<>(Wire.class);
        try {
            lanes.values()
                    .forEach(
                            lane -> lane.deliver(batches.computeIfAbsent(lane.wire(), wire -> Batch.of(wire, frames))));
        } finally {
            batches.values().forEach(Batch::release);
        }
    }
}
