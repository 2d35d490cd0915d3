package io.tenantry.announcement;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import java.util.HashMap;
import java.util.Map;

/** How many places of a room are taken, and by whom. Not thread-safe. */
final class Places {

    private final ConnectionSettings settings;
    private final Map<UserId, Integer> taken = new HashMap<>();
    private int all;

    Places(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** @throws ProblemException 429 {@code rate_limited} when there is none left */
    void take(UserId user) {
        if (all >= settings.connectionsPerOrganization()) {
            throw full("The organization has as many open connections as it may: "
                    + settings.connectionsPerOrganization() + '.');
        }
        if (taken.getOrDefault(user, 0) >= settings.connectionsPerUser()) {
            throw full("You have as many open connections as you may: " + settings.connectionsPerUser() + '.');
        }
        taken.merge(user, 1, Integer::sum);
        all++;
    }

    void giveBack(UserId user) {
        taken.computeIfPresent(user, (same, count) -> count == 1 ? null : count - 1);
        all--;
    }

    boolean areFree() {
        return all == 0;
    }

    private static ProblemException full(String detail) {
        return new ProblemException(ErrorCode.RATE_LIMITED, detail);
    }
}
