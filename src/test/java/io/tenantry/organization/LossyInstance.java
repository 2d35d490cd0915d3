package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import io.tenantry.Answer;
import io.tenantry.TestService;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/** One more instance of the service under test, whose way to the database loses what it is told to. */
final class LossyInstance implements AutoCloseable {

    private static final Duration AN_ANSWER = Duration.ofSeconds(40);

    private final FaultyProxy proxy;
    private final ConfigurableApplicationContext context;
    private final WebClient http;

    private LossyInstance(FaultyProxy proxy, ConfigurableApplicationContext context) {
        this.proxy = proxy;
        this.context = context;
        this.http =
                WebClient.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /** @param first the settings of the instance beside which it runs */
    static LossyInstance beside(Environment first) {
        ConnectionString url = new ConnectionString(first.getRequiredProperty("tenantry.tenancy.mongodb-url"));
        assumeTrue(url.getHosts().size() == 1 && !url.isSrvProtocol(), "one server that can be reached directly");
        String[] address = url.getHosts().get(0).split(":", -1);
        FaultyProxy proxy = FaultyProxy.before(address[0], address.length > 1 ? Integer.parseInt(address[1]) : 27_017);
        return new LossyInstance(
                proxy,
                TestService.beside(
                        first,
                        "--tenantry.tenancy.mongodb-url=mongodb://127.0.0.1:" + proxy.port()
                                + "/?directConnection=true",
                        "--tenantry.founding.organizations-per-hour=0"));
    }

    Answer losing(
            int n,
            FaultyProxy.Loss loss,
            HttpMethod method,
            String path,
            @Nullable String token,
            Map<String, Object> body) {
        return losing(n, loss, () -> call(method, path, token, body));
    }

    /** The answer to a request of which the n-th write is lost, and there must be so many. */
    Answer losing(int n, FaultyProxy.Loss loss, Supplier<Answer> request) {
        proxy.lose(n, loss);
        try {
            Answer answer = request.get();
            assertThat(proxy.writes()).as("there was such a write").isGreaterThanOrEqualTo(n);
            return answer;
        } finally {
            proxy.lose(0, loss);
        }
    }

    Answer call(HttpMethod method, String path, @Nullable String token, Map<String, Object> body) {
        return call(method, path, token, null, body);
    }

    Answer call(
            HttpMethod method, String path, @Nullable String token, @Nullable String key, Map<String, Object> body) {
        return Objects.requireNonNull(http.method(method)
                .uri(path)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchangeToMono(Answer::of)
                .block(AN_ANSWER));
    }

    @Override
    public void close() {
        context.close();
        proxy.close();
    }
}
