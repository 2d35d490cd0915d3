package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Password hashing away from the event loop: one thread a core less one, at least one, so that a login flood leaves a core
 * to everybody else, and a queue of {@value #QUEUE}, past which the answer is 503 {@code overloaded}.
 */
@Component
class PasswordHashing {

    private static final int QUEUE = 64;

    /** The hash of a random text that nobody kept, made the way new hashes are made. */
    static final String NO_PASSWORD =
            "{argon2}$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw$67jxpB1IqgsMk7RHbyVJUKNSFNghKq1b0b9sg1XHWdU";

    private final PasswordEncoder encoder;
    private final Scheduler scheduler;

    PasswordHashing(PasswordEncoder encoder) {
        this.encoder = encoder;
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        this.scheduler = Schedulers.fromExecutorService(
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(QUEUE),
                        new CustomizableThreadFactory("hashing-")),
                "hashing");
    }

    Mono<String> hash(Secret password) {
        return off(() -> hashed(password.value()));
    }

    Mono<Boolean> matches(Secret password, String hash) {
        return off(() -> encoder.matches(password.value(), hash));
    }

    /** Takes as long as {@link #matches}, so that an unknown account cannot be told from a known one. */
    Mono<Boolean> matchesNothing(Secret password) {
        return matches(password, NO_PASSWORD).thenReturn(false);
    }

    /** Whether a hash was made with an older method or lower cost than new ones are. */
    boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private String hashed(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("The password encoder gave no hash.");
        }
        return hash;
    }

    private <T> Mono<T> off(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
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
