package io.tenantry.kernel;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Who asked for what is being done inside an organization, and from where: written beside each change. It is in the Reactor
 * Context of every request that acts in an organization.
 *
 * @param who null for somebody who has shown no account: only what they were refused is told of them
 * @param ipAddress null when the connection tells none
 */
public record Origin(@Nullable Who who, @Nullable String ipAddress, String requestId) {

    /**
     * An account.
     *
     * @param id the user, API key or superuser
     * @param email theirs; a key has none
     */
    public record Who(ActorType type, ObjectId id, @Nullable String email) {}

    /** The origin that the pipeline runs for; an error, never empty, when there is none. */
    public static Mono<Origin> current() {
        return Mono.deferContextual(context -> context.<Origin>getOrEmpty(Origin.class)
                .map(Mono::just)
                .orElseGet(() -> Mono.error(new IllegalStateException("Nobody is known to have asked for this."))));
    }

    /** The id of the account, or {@code nobody}. */
    public String account() {
        return who == null ? "nobody" : who.id().toHexString();
    }

    /** The context to write upstream. */
    public Context inContext() {
        return Context.of(Origin.class, this);
    }
}
