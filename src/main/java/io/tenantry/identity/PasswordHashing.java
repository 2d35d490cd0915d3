package io.tenantry.identity;

import io.tenantry.identity.throttle.SharedRoom;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import jakarta.annotation.PreDestroy;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Password hashing away from the event loop: one thread a core less one, at least one, so that a login flood leaves a core
 * to everybody else, and a queue of {@value #QUEUE}, past which the answer is 503 {@code overloaded}. It comes sooner for a
 * client that has most of the queue already: {@link SharedRoom}.
 */
@Component
class PasswordHashing {

    private static final int QUEUE = 64;

    private final PasswordHashes hashes;
    private final Scheduler scheduler;
    private final SharedRoom room;

    PasswordHashing(PasswordHashes hashes) {
        this.hashes = hashes;
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        this.room = new SharedRoom(QUEUE + threads, PasswordHashing::overloaded);
        this.scheduler = Schedulers.fromExecutorService(
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(QUEUE),
                        threads(),
                        PasswordHashing::inPlaceOfWhoHungUp),
                "hashing");
    }

    /** Who hangs up would keep their place in the queue until a thread comes to it, more places than a client may have. */
    private static void inPlaceOfWhoHungUp(Runnable work, ThreadPoolExecutor threads) {
        threads.purge();
        if (threads.isShutdown() || !threads.getQueue().offer(work)) {
            throw new RejectedExecutionException();
        }
    }

    /** Where the other processors are busy, what wakes to answer a request goes before a hash. */
    private static ThreadFactory threads() {
        ThreadFactory named = new CustomizableThreadFactory("hashing-");
        return work -> named.newThread(() -> {
            TimeSlice.lengthen();
            work.run();
        });
    }

    /** The hash of a password of an account with that address. */
    Mono<String> hash(EmailAddress owner, Secret password) {
        return off(() -> hashes.hash(owner, password.value()));
    }

    Mono<Boolean> matches(Secret password, String hash) {
        return fitting(password, List.of(hash)).map(fitting -> !fitting.isEmpty());
    }

    /** Those of the hashes that a password fits: {@link PasswordHashes#fitting}. However many they are, they wait once. */
    Mono<Set<String>> fitting(Secret password, Collection<String> some) {
        return off(() -> hashes.fitting(password.value(), some));
    }

    /** Which hashes of accounts with that address were made with an older method, lower cost or another salt than new ones. */
    Predicate<String> outdated(EmailAddress owner) {
        return hashes.outdated(owner);
    }

    private <T> Mono<T> off(Callable<T> work) {
        return room.in(Mono.fromCallable(work).subscribeOn(scheduler))
                .onErrorMap(RejectedExecutionException.class, full -> overloaded());
    }

    private static ProblemException overloaded() {
        return new ProblemException(ErrorCode.OVERLOADED, "Too many passwords are being checked. Try again shortly.");
    }

    @PreDestroy
    void stop() {
        scheduler.dispose();
    }
}
