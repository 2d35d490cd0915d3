package io.tenantry.announcement;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ConnectionFuture;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.OrganizationId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Publishes "organization X has n" on one channel of Redis, and hears what others publish there. What is announced itself is
 * read from the database, so that a message which is lost, late or forged changes nothing but the moment. Without a
 * connection the service starts and works, and says that it does without.
 */
final class Redis implements OtherInstances, SmartLifecycle {

    static final String CHANNEL = "tenantry:announcements";

    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Once there is a connection, Lettuce restores it by itself. */
    private static final Retry UNTIL_CONNECTED =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(250)).maxBackoff(Duration.ofSeconds(5));

    private static final int THREADS = 2;

    /** What is in the log last. */
    private enum Said {
        NOTHING,
        WITH,
        WITHOUT
    }

    /** What Redis was told and has not answered; beyond, it is not told. */
    private static final int WAITING = 1_000;

    private final RedisURI uri;
    private final Hub hub;
    private final ClientResources resources = ClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .build();
    private final RedisClient client = RedisClient.create(resources);
    private final Disposable.Swap connecting = Disposables.swap();
    private final Disposable.Swap stopping = Disposables.swap();
    private volatile @Nullable StatefulRedisConnection<String, String> out;
    private final AtomicReference<Said> said = new AtomicReference<>(Said.NOTHING);
    private volatile boolean running;

    Redis(RedisURI uri, Hub hub) {
        this.uri = uri;
        this.hub = hub;
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(WAITING)
                .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
                .build());
        client.addListener(new States());
    }

    @Override
    public void announced(OrganizationId organization, long seq) {
        StatefulRedisConnection<String, String> connection = out;
        if (connection != null) {
            connection
                    .reactive()
                    .publish(CHANNEL, organization + " " + seq)
                    .timeout(PATIENCE)
                    .subscribe(heard -> {}, failure -> LOG.debug("Redis was not told: {}", failure.toString()));
        }
    }

    @Override
    public void start() {
        running = true;
        connecting.update(Mono.defer(this::connect)
                .doOnError(this::without)
                .retryWhen(UNTIL_CONNECTED)
                .subscribe(done -> {}, failure -> LOG.error("There is no Redis any more.", failure)));
    }

    private Mono<Void> connect() {
        return opened(
                () -> client.connectAsync(StringCodec.UTF8, uri),
                speaking -> opened(() -> client.connectPubSubAsync(StringCodec.UTF8, uri), this::listen)
                        .doOnSuccess(listening -> out = speaking));
    }

    /** Uses a connection, and closes it when that fails: it is opened again and again until it does not. */
    private static <C extends StatefulConnection<String, String>> Mono<Void> opened(
            Supplier<ConnectionFuture<C>> opening, Function<C, Mono<Void>> use) {
        return Mono.fromCompletionStage(opening)
                .flatMap(connection -> use.apply(connection)
                        .onErrorResume(failure ->
                                Mono.fromCompletionStage(connection::closeAsync).then(Mono.error(failure))));
    }

    /** Each is said once, however often it is tried. */
    private void without(Throwable failure) {
        if (said.getAndSet(Said.WITHOUT) != Said.WITHOUT) {
            LOG.warn(
                    "No Redis, announcements of other instances are looked for each second: {}",
                    NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        }
    }

    private Mono<Void> listen(StatefulRedisPubSubConnection<String, String> in) {
        in.addListener(new Messages());
        return in.reactive().subscribe(CHANNEL);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // its threads end when they do
    public void stop() {
        running = false;
        connecting.dispose();
        stopping.update(Mono.fromCompletionStage(
                        () -> client.shutdownAsync(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .doFinally(end -> resources.shutdown(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .subscribe(done -> {}, failure -> LOG.debug("Redis was not left in order: {}", failure.toString())));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What somebody published, who need not be one of us. */
    private final class Messages extends RedisPubSubAdapter<String, String> {

        @Override
        public void subscribed(String channel, long count) {
            said.set(Said.WITH);
            LOG.info("Redis tells when other instances announce something.");
        }

        @Override
        public void message(String channel, String message) {
            try {
                String[] words = message.split(" ", 2);
                hub.wake(OrganizationId.of(words[0]), Long.parseLong(words[words.length - 1]));
            } catch (InvalidValueException | NumberFormatException notOurs) {
                LOG.debug("Somebody else publishes on {}", CHANNEL);
            }
        }
    }

    private final class States extends RedisConnectionStateAdapter {

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            if (running
                    && connection instanceof StatefulRedisPubSubConnection
                    && said.compareAndSet(Said.WITH, Said.WITHOUT)) {
                LOG.warn("Redis is gone: announcements of other instances are looked for each second.");
            }
        }
    }
}
