package io.tenantry.crash;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does the same thing over and over, on a thread of its own, until it is ended. */
abstract class Worker {

    private final Random random;
    private final List<Instance> instances;
    private final Duration pace;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    /** @param pace the time between one thing and the next, so that two cores are left to the service */
    Worker(String name, long seed, List<Instance> instances, Duration pace) {
        this.random = new Random(seed);
        this.instances = instances;
        this.pace = pace;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    final void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                work(instances.get(random.nextInt(instances.size())), random);
            } while (!ended.await(pace.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Once. */
    abstract void work(Instance at, Random choice);

    /** Returns when it has finished what it was doing; throws what it failed with. */
    final void end() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure != null) {
            throw new IllegalStateException("A worker has failed.", failure);
        }
    }
}
