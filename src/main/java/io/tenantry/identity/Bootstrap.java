package io.tenantry.identity;

import io.tenantry.kernel.Startup;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sees to it, before the first request, that a service without superusers has a bootstrap token: the operator's own, or
 * one that is generated and printed, by whichever instance comes first.
 */
@Component
class Bootstrap implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

    /** After the master has its indexes, long before the web server takes its first request. */
    private static final int PHASE = Integer.MIN_VALUE + 2_000;

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    /** 256 bits. */
    private static final int RANDOM_BYTES = 32;

    private final SuperuserStore superusers;
    private final BootstrapTokenStore tokens;
    private final BootstrapSettings settings;
    private final Clock clock;
    private volatile boolean running;

    Bootstrap(SuperuserStore superusers, BootstrapTokenStore tokens, BootstrapSettings settings, Clock clock) {
        this.superusers = superusers;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        Startup.await(prepare(), READY_WITHIN);
        running = true;
    }

    Mono<Void> prepare() {
        return superusers.hasAny().flatMap(any -> any ? Mono.empty() : offer());
    }

    private Mono<Void> offer() {
        String configured = settings.token();
        return configured == null ? offerGenerated(random()) : offerConfigured(configured);
    }

    private Mono<Void> offerGenerated(String token) {
        return store(BootstrapToken.generated(token, clock.instant()))
                .doOnNext(stored -> tellGenerated(stored, token))
                .then();
    }

    private static void tellGenerated(boolean stored, String token) {
        if (stored) {
            LOG.warn(
                    "There is no superuser yet. Make the first one with POST /auth/register and this header, which works"
                            + " once: X-Bootstrap-Token: {}",
                    token);
        } else {
            LOG.info(
                    "There is no superuser yet. The bootstrap token is known already: another instance or an earlier start"
                            + " has printed it, or had it as BOOTSTRAP_TOKEN. Should it be lost, set BOOTSTRAP_TOKEN to another.");
        }
    }

    private Mono<Void> offerConfigured(String token) {
        BootstrapToken wanted = BootstrapToken.configured(token, clock.instant());
        return store(wanted)
                .then(Mono.defer(tokens::find))
                .doOnNext(stored -> tellConfigured(stored, wanted))
                .then();
    }

    private static void tellConfigured(BootstrapToken stored, BootstrapToken wanted) {
        if (!stored.isSameAs(wanted)) {
            LOG.warn("There is no superuser yet, and another instance has another BOOTSTRAP_TOKEN, which counts.");
        } else if (stored.usedAt() != null) {
            LOG.warn("There is no superuser any more, and BOOTSTRAP_TOKEN was used already. Set it to another one.");
        } else {
            LOG.info("There is no superuser yet. BOOTSTRAP_TOKEN makes the first one, with POST /auth/register.");
        }
    }

    /** Whether it is now the one for all instances. */
    private Mono<Boolean> store(BootstrapToken wanted) {
        return tokens.insert(wanted).flatMap(made -> made ? Mono.just(true) : replace(wanted));
    }

    private Mono<Boolean> replace(BootstrapToken wanted) {
        return tokens.find()
                .filter(stored -> stored.yieldsTo(wanted))
                .flatMap(stored -> tokens.replace(stored, wanted))
                .defaultIfEmpty(false);
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
