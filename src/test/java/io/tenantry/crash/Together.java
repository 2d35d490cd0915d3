package io.tenantry.crash;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does to several at once what mostly waits. */
final class Together {

    private static final int AT_ONCE = 6;

    private Together() {}

    /** Returns when all is done; throws the first failure. */
    static <T> void each(List<? extends T> all, Consumer<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<Void>> running = all.stream()
                    .map(one -> CompletableFuture.runAsync(() -> work.accept(one), threads))
                    .toList();
            running.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
