package io.tenantry.organization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.reactivestreams.Publisher;
import org.springframework.data.mongodb.core.mapping.event.ReactiveBeforeConvertCallback;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Holds operations before steps, users before they are inserted ({@code INSERT:USERS}), when their login is there, and passwords
 * before they are set with a link ({@code RESET:PASSWORD}), when that was used, and after it ({@code RESET:SESSIONS}). It says {@code reached <TYPE>:<STEP>} of each step. A file {@code <TYPE>-<STEP>} in its directory holds the first operation that comes to that
 * step, and no other; what is in the file is the hold's ticket. It says {@code held <TYPE>:<STEP> <ticket>} and goes on when
 * there is a file {@code released-<ticket>}, saying {@code released <ticket>}.
 */
final class StepHolds implements StepHook, ReactiveBeforeConvertCallback<Object> {

    /** What it says of each step that an operation comes to. */
    private static final String REACHED = "reached ";

    private static final Duration POLLED_EVERY = Duration.ofMillis(20);

    private final Path directory;

    StepHolds(Path directory) {
        this.directory = directory;
    }

    /** Completes when the operation may go on, at once where nothing is armed. */
    @Override
    public Mono<Void> reached(OperationType type, StepName step) {
        return Mono.fromRunnable(() -> System.out.println(REACHED + type + ":" + step))
                .subscribeOn(Schedulers.boundedElastic())
                .then(heldIfArmed(type.name(), step.name()));
    }

    @Override
    public Publisher<Object> onBeforeConvert(Object entity, String collection) {
        return collection.equals("users") ? heldIfArmed("INSERT", "USERS").thenReturn(entity) : Mono.just(entity);
    }

    /** Before a password is set with a reset link, which was used. */
    Mono<Void> beforePasswordIsReset() {
        return heldIfArmed("RESET", "PASSWORD");
    }

    /** After a password was set with a reset link, before anything else. */
    Mono<Void> afterPasswordIsReset() {
        return heldIfArmed("RESET", "SESSIONS");
    }

    private Mono<Void> heldIfArmed(String type, String step) {
        return Mono.fromCallable(() -> taken(type + "-" + step))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(Mono::justOrEmpty)
                .flatMap(ticket -> held(type + ":" + step, ticket));
    }

    /** The ticket of a hold, for one operation only: a file can be moved away once. */
    private Optional<String> taken(String hold) throws IOException {
        Path mine = directory.resolve("taken-" + UUID.randomUUID());
        try {
            Files.move(directory.resolve(hold), mine, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(Files.readString(mine));
        } catch (NoSuchFileException notArmed) {
            return Optional.empty();
        }
    }

    private Mono<Void> held(String where, String ticket) {
        System.out.println("held " + where + " " + ticket);
        Path release = directory.resolve("released-" + ticket);
        return Mono.fromCallable(() -> Files.exists(release))
                .subscribeOn(Schedulers.boundedElastic())
                .filter(Boolean::booleanValue)
                .repeatWhenEmpty(again -> again.delayElements(POLLED_EVERY))
                .doOnNext(released -> System.out.println("released " + ticket))
                .then();
    }
}
