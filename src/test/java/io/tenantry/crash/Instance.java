package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.FreePort;
import io.tenantry.organization.HookedInstance;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An instance of the service: a process that may die, on a port that stays. */
final class Instance implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);
    private static final Duration ASKED_EVERY = Duration.ofMillis(200);
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final int port = FreePort.find();
    private final Path holds;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Program program;
    private boolean stopped;

    /** Starts it; ready after {@link #awaitReady}. */
    Instance(String name, Path holds, Map<String, String> settings) {
        this.name = name;
        this.holds = holds;
        this.environment = new HashMap<>(settings);
        environment.put("PORT", Integer.toString(port));
        environment.put(HookedInstance.HOLDS, holds.toString());
        this.program = Program.start(name, HookedInstance.class, environment);
    }

    /** Where tests arm the holds of this instance. */
    Path holds() {
        return holds;
    }

    Output output() {
        return program.output();
    }

    void awaitReady() {
        await("the start of " + name)
                .atMost(STARTS_WITHIN)
                .pollInterval(ASKED_EVERY)
                .failFast(() -> assertThat(program.isAlive())
                        .as("what %s said: %s", name, output())
                        .isTrue())
                .until(() -> get("/readyz", null).is(200));
    }

    void kill() {
        program.kill();
        stopped = false;
    }

    /** As an orchestrator ends it; returns when it has ended. */
    void terminate() {
        program.terminate();
        stopped = false;
    }

    void stop() {
        program.stop();
        stopped = true;
    }

    void resume() {
        program.resume();
        stopped = false;
    }

    /** Starts a dead one again, on the same port. */
    void restart() {
        program = Program.start(name, HookedInstance.class, environment);
        awaitReady();
    }

    /** Whatever was done to it; nothing is armed any more. */
    void ensureReady() {
        for (File armed : Objects.requireNonNull(holds.toFile().listFiles())) {
            FileSystemUtils.deleteRecursively(armed);
        }
        if (stopped) {
            resume();
        }
        if (program.isAlive()) {
            awaitReady();
        } else {
            restart();
        }
    }

    Reply get(String path, @Nullable String token) {
        return send("GET", path, token, null, Duration.ofSeconds(10));
    }

    /** Sends a request once, and never again by itself unless it changes nothing. */
    Reply send(String method, String path, @Nullable String token, @Nullable Map<String, ?> body, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(patience)
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : json(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
        return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(Reply.Kind.ANSWERED, response.statusCode(), parsed(response.body()));
        } catch (ConnectException | HttpConnectTimeoutException refused) {
            return new Reply(Reply.Kind.NOT_SENT, 0, JSON.createObjectNode());
        } catch (IOException lost) {
            return new Reply(Reply.Kind.LOST, 0, JSON.createObjectNode());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parsed(String body) {
        return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    }

    @Override
    public void close() {
        program.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
