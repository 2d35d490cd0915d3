package io.tenantry.announcement;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A program that connects again whenever it is closed, with the last number that it has. */
final class ReconnectingClient implements AutoCloseable {

    private final Supplier<String> url;
    private final String token;
    private final List<Long> numbers = new ArrayList<>();
    private Client client;

    /** @param url where to connect next */
    ReconnectingClient(Supplier<String> url, String token) {
        this.url = url;
        this.token = token;
        this.client = Client.connect(url.get(), token, "?after=0");
    }

    /** All that was heard so far, connecting again if need be. */
    List<Long> numbers() {
        if (!client.isOpen()) {
            numbers.addAll(client.numbers());
            long last = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
            try {
                client = Client.connect(url.get(), token, "?after=" + last);
            } catch (CompletionException notThere) {
                client = Client.none();
            }
        }
        List<Long> all = new ArrayList<>(numbers);
        all.addAll(client.numbers());
        return all;
    }

    @Override
    public void close() {
        client.close();
    }
}
