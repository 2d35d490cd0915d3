package io.tenantry.announcement;

import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A tab of a {@link Browser}, by the Chrome DevTools protocol. */
final class Tab implements WebSocket.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Integer, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    Tab(HttpClient http, String address) {
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(address), this)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            String message = part.toString();
            part.setLength(0);
            Map<String, Object> answer = Objects.requireNonNull(JsonPath.<Map<String, Object>>read(message, "$"));
            CompletableFuture<String> waiting = answer.get("id") instanceof Integer id ? asked.remove(id) : null;
            if (waiting != null) {
                waiting.complete(message);
            }
        }
        webSocket.request(1);
        return null;
    }

    /** The value of an expression in the page, as text. */
    String evaluate(String expression) {
        int id = ids.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.put(id, answer);
        socket.sendText(
                        JSON.writeValueAsString(Map.of(
                                "id",
                                id,
                                "method",
                                "Runtime.evaluate",
                                "params",
                                Map.of("expression", "String(" + expression + ")", "awaitPromise", true))),
                        true)
                .join();
        String message =
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return String.valueOf(JsonPath.<Object>read(message, "$.result.result.value"));
    }

    void fill(String id, String text) {
        evaluate("document.getElementById('" + id + "').value = " + JSON.writeValueAsString(text));
    }

    void submit(String form) {
        evaluate("document.getElementById('" + form + "').requestSubmit()");
    }

    /** Waits until an expression is true. */
    void awaitTrue(String expression) {
        await(expression).atMost(PATIENCE).until(() -> "true".equals(evaluate("Boolean(" + expression + ")")));
    }
}
