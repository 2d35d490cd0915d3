package io.tenantry.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one writer was told of the users that it made. A user is certain while every change was answered, and then has exactly
 * one state. After a change that may have been done the user is left alone, since a process that was stopped may do it at any
 * time later; it then has one of two states for ever.
 */
final class Ledger {

    /**
     * A user as callers see one.
     *
     * @param fullName null for a user who is not there
     */
    record State(@Nullable String fullName) {

        static final State GONE = new State(null);
    }

    private final Map<String, Set<State>> users = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int acknowledged;

    void made(String user, String fullName) {
        users.put(user, Set.of(new State(fullName)));
        acknowledged++;
    }

    /** Users who are there for certain. */
    List<String> living() {
        return users.entrySet().stream()
                .filter(user -> user.getValue().size() == 1 && !user.getValue().contains(State.GONE))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Notes what became of a change of a certain user. */
    void changed(String user, State wanted, Reply reply) {
        if (reply.isSuccess()) {
            users.put(user, Set.of(wanted));
            acknowledged++;
        } else if (reply.mayHaveBeenDone()) {
            users.computeIfPresent(
                    user, (same, before) -> Set.of(before.iterator().next(), wanted));
        } else if (!reply.wasNotDone()) {
            fault("a change of " + user + " was answered " + reply);
        }
    }

    void fault(String what) {
        faults.add(what);
    }

    int certain() {
        return (int)
                users.values().stream().filter(states -> states.size() == 1).count();
    }

    /** Everything that is not as it was acknowledged. */
    List<String> faults(Function<String, Reply> look) {
        List<String> all = new ArrayList<>(faults);
        users.forEach((user, possible) -> {
            Reply found = look.apply(user);
            if (!(found.is(200) || found.is(404)) || !possible.contains(state(found))) {
                all.add("%s should be %s and is %s".formatted(user, possible, found));
            }
        });
        return all;
    }

    @Override
    public String toString() {
        return "%d acknowledged changes of %d users, %d of whom are certain"
                .formatted(acknowledged, users.size(), certain());
    }

    private static State state(Reply found) {
        return found.is(404) ? State.GONE : new State(found.text("full_name"));
    }
}
