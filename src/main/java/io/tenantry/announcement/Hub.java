package io.tenantry.announcement;

import io.tenantry.identity.Presence;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** Everybody who is connected to this instance, by organization. */
@Component
class Hub {

    private final History history;
    private final ConnectionSettings settings;
    private final ConcurrentMap<OrganizationId, Occupied> rooms = new ConcurrentHashMap<>();
    private volatile boolean closing;

    Hub(History history, ConnectionSettings settings) {
        this.history = history;
        this.settings = settings;
    }

    /**
     * Takes a place for somebody, to be {@linkplain #leave given back}.
     *
     * @throws ProblemException 429 {@code rate_limited} when they or their organization have too many; 503 {@code overloaded}
     *     when the service is going down
     */
    Room enter(Presence presence) {
        if (closing) {
            throw goingDown();
        }
        Room room = taken(presence);
        if (closing) {
            // Whoever closed it may have looked before the place was taken.
            leave(presence);
            throw goingDown();
        }
        return room;
    }

    private static ProblemException goingDown() {
        return new ProblemException(ErrorCode.OVERLOADED, "This instance is going down: connect again.");
    }

    private Room taken(Presence presence) {
        return rooms.compute(presence.actor().organizationId(), (organization, known) -> {
                    Occupied occupied =
                            known == null ? new Occupied(new Room(organization, history), new Places(settings)) : known;
                    occupied.places().take(presence.actor().userId());
                    return occupied;
                })
                .room();
    }

    /** An empty room is forgotten, and what was kept for it. */
    void leave(Presence presence) {
        rooms.computeIfPresent(presence.actor().organizationId(), (organization, occupied) -> {
            occupied.places().giveBack(presence.actor().userId());
            return occupied.places().areFree() ? null : occupied;
        });
    }

    /** There is an announcement of this number, here or elsewhere. */
    void wake(OrganizationId organization, long seq) {
        Occupied occupied = rooms.get(organization);
        if (occupied != null && occupied.room().end() < seq) {
            occupied.room().wake();
        }
    }

    Collection<Room> rooms() {
        return rooms.values().stream().map(Occupied::room).toList();
    }

    boolean isEmpty() {
        return rooms.isEmpty();
    }

    /** Lets people in, again after it was closed too. */
    void open() {
        closing = false;
    }

    /** Lets nobody in any more. */
    void close() {
        closing = true;
    }

    private record Occupied(Room room, Places places) {}
}
