package io.tenantry.announcement;

import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that is connected by WebSocket, and keeps what it hears. */
final class Client implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Map<String, Object>> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;
    private volatile String reason = "";

    private Client() {}

    /** Connects with an access token, or without any credentials but those in the query. */
    static Client connect(String url, @Nullable String token, String query) {
        return connectWith(url, token == null ? Map.of() : Map.of("Authorization", "Bearer " + token), query);
    }

    /** Connects with whatever the headers prove. */
    static Client connectWith(String url, Map<String, String> headers, String query) {
        Client client = new Client();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        client.socket = builder.buildAsync(
                        URI.create(url.replace("http://", "ws://") + "/ws/announcements" + query), client)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return client;
    }

    /** One that was never connected. */
    static Client none() {
        Client client = new Client();
        client.closed.complete(0);
        return client;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add(Objects.requireNonNull(JsonPath.<Map<String, Object>>read(part.toString(), "$")));
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String why) {
        reason = why;
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** All frames so far. */
    List<Map<String, Object>> heard() {
        return List.copyOf(heard);
    }

    /** The first frame. */
    Map<String, Object> hello() {
        await().atMost(PATIENCE).until(() -> !heard.isEmpty());
        return heard.get(0);
    }

    /** The numbers of all announcements so far, in the order in which they came. */
    List<Long> numbers() {
        return heard.stream()
                .filter(frame -> "announcement".equals(frame.get("type")))
                .map(frame -> Long.parseLong(String.valueOf(frame.get("seq"))))
                .toList();
    }

    /** The numbers once the last one is this. */
    List<Long> numbersUpTo(long last) {
        await().atMost(PATIENCE).until(() -> {
            List<Long> numbers = numbers();
            return !numbers.isEmpty() && numbers.get(numbers.size() - 1) >= last;
        });
        return numbers();
    }

    /** The code that it is closed with. */
    int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    String closeReason() {
        return reason;
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    void say(ByteBuffer bytes) {
        Objects.requireNonNull(socket).sendBinary(bytes, true).join();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
