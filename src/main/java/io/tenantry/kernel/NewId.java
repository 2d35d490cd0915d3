package io.tenantry.kernel;

import java.util.function.Function;
import org.bson.types.ObjectId;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The id for what a request makes. With an {@code Idempotency-Key} it was written down with the key before the work began,
 * so that a repetition finds what an attempt made that was never answered.
 *
 * @param repeated whether an earlier attempt was given this id, and may have made something under it, or may still do so
 * @param reservation writes another id down in its place
 */
public record NewId(ObjectId value, boolean repeated, Function<ObjectId, Mono<Void>> reservation) {

    /** The id for what this pipeline makes; without a key a new one that nobody has written down. */
    public static Mono<NewId> current() {
        return Mono.deferContextual(
                context -> Mono.just(context.<NewId>getOrEmpty(NewId.class).orElseGet(NewId::unreserved)));
    }

    private static NewId unreserved() {
        return new NewId(new ObjectId(), false, id -> Mono.empty());
    }

    /** A new id in place of this one, written down before it is given: for what cannot be made twice under one id. */
    public Mono<NewId> another() {
        ObjectId fresh = new ObjectId();
        return reservation.apply(fresh).thenReturn(new NewId(fresh, false, reservation));
    }

    /** The context to write upstream. */
    public Context inContext() {
        return Context.of(NewId.class, this);
    }
}
