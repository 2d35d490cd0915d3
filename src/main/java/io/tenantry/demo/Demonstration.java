package io.tenantry.demo;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Rounds;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Makes the samples once the service takes requests, in the background: a failure is told, and the service runs on. */
@Configuration(proxyBeanMethods = false)
@WithDemoData
class Demonstration {

    private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);

    /** Begins after the web server and all other work, ends before them. */
    private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1_000;

    /** Ten minutes or so: as long as a database may take to come back. */
    private static final Retry WHILE_IT_MAY_PASS = Retry.backoff(24, Duration.ofSeconds(1))
            .maxBackoff(Duration.ofSeconds(30))
            .filter(Demonstration::mayPass)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    @Bean
    Rounds samples(SampleOrganizations organizations) {
        return new Rounds(
                "demonstration data",
                PHASE,
                scheduler -> Flux.just(0).publishOn(scheduler),
                () -> makeAll(organizations));
    }

    private static Mono<Void> makeAll(SampleOrganizations organizations) {
        return Mono.fromRunnable(Demonstration::warn)
                .thenMany(Flux.fromIterable(Sample.AT_THE_START))
                .concatMap(sample -> make(organizations, sample), 1)
                .then();
    }

    private static void warn() {
        LOG.warn(
                "DEMO_DATA is true: organizations for demonstration are made, whose passwords are published. Everybody who"
                        + " reaches this service can sign in to them. They stay when DEMO_DATA is taken away: delete them then.");
    }

    private static Mono<Void> make(SampleOrganizations organizations, Sample sample) {
        return organizations
                .make(sample, "demonstration")
                .doOnError(
                        Demonstration::mayPass,
                        failure -> LOG.info("{} has to wait: {}", sample.name(), reason(failure)))
                .retryWhen(WHILE_IT_MAY_PASS)
                .doOnNext(Demonstration::tell)
                .doOnError(failure -> tell(sample, failure))
                .onErrorComplete()
                .then();
    }

    private static void tell(SampleOrganizations.Made made) {
        LOG.warn(
                "{} {}. Everybody can sign in with the password {} as {}",
                made.organization().name(),
                made.first() ? "was made for demonstration" : "is there for demonstration",
                Sample.PASSWORD,
                addresses(made.sample()));
    }

    private static String addresses(Sample sample) {
        return Stream.concat(
                        Stream.of(sample.admin()),
                        sample.employees().stream().map(employee -> sample.address(employee.mailbox())))
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    private static void tell(Sample sample, Throwable failure) {
        if (ProblemException.is(failure, ErrorCode.ORGANIZATION_NAME_TAKEN)) {
            LOG.warn("{} is somebody else's organization here: it is left alone, and not made.", sample.name());
        } else {
            LOG.error(
                    "{} was not made for demonstration. Start the service again to try once more, or without DEMO_DATA: {}",
                    sample.name(),
                    reason(failure));
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof ProblemException refusal ? refusal.detail() : failure.toString();
    }

    /** What people have to do something about does not pass by itself. */
    private static boolean mayPass(Throwable failure) {
        return !(failure instanceof ProblemException refusal)
                || refusal.code().status().is5xxServerError();
    }
}
