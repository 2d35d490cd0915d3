package io.tenantry.mail;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Sends by SMTP on {@value #THREADS} threads of its own, since the library blocks. {@value #QUEUE} mails may wait; one more
 * is refused. A stop gives those under way {@value #GRACE_SECONDS} s.
 */
class SmtpMailer implements Mailer, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpMailer.class);

    /** What sends mails stops before this does. */
    private static final int PHASE = -1;

    private static final int THREADS = 2;
    private static final int QUEUE = 256;
    private static final int GRACE_SECONDS = 5;

    private static final Retry CONNECTING_ONCE_MORE = Retry.fixedDelay(1, Duration.ofSeconds(1))
            .filter(SmtpFailure::isOfConnection)
            .onRetryExhaustedThrow((retry, last) -> last.failure());

    private final SmtpUrl url;
    private final SmtpClient client;
    private volatile @Nullable Scheduler scheduler;

    SmtpMailer(SmtpUrl url, SmtpClient client) {
        this.url = url;
        this.client = client;
    }

    @Override
    public boolean isConfigured() {
        return true;
    }

    @Override
    public Mono<Void> send(Mail mail) {
        return Mono.defer(() -> off(delivery(mail)))
                .retryWhen(CONNECTING_ONCE_MORE)
                .onErrorMap(this::explained)
                .doOnError(failure -> LOG.warn("A mail was not sent. {}", failure.getMessage()));
    }

    private Callable<Void> delivery(Mail mail) {
        return () -> {
            client.deliver(mail);
            return null;
        };
    }

    private Mono<Void> off(Callable<Void> work) {
        Scheduler running = scheduler;
        return running == null
                ? Mono.error(new RejectedExecutionException())
                : Mono.fromCallable(work).subscribeOn(running);
    }

    private MailNotSentException explained(Throwable failure) {
        return failure instanceof RejectedExecutionException
                ? new MailNotSentException("Too many mails are waiting, or the service is going down.", failure)
                : SmtpFailure.explained(failure, url);
    }

    @Override
    public void start() {
        scheduler = Schedulers.fromExecutorService(
                new ThreadPoolExecutor(
                        THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), threads()),
                "mail");
        LOG.info("Mail goes out by {}", url);
    }

    /** A server that holds a connection does not hold the end of the process. */
    private static CustomizableThreadFactory threads() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("mail-");
        threads.setDaemon(true);
        return threads;
    }

    @Override
    public void stop(Runnable stopped) {
        Scheduler stopping = scheduler;
        scheduler = null;
        if (stopping == null) {
            stopped.run();
            return;
        }
        stopping.disposeGracefully()
                .timeout(Duration.ofSeconds(GRACE_SECONDS))
                .doFinally(end -> {
                    stopping.dispose();
                    stopped.run();
                })
                .subscribe(done -> {}, late -> LOG.warn("The service goes down while mails are under way."));
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
