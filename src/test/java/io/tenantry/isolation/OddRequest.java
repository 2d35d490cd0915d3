package io.tenantry.isolation;

import io.tenantry.kernel.web.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.http.HttpHeaders;

/**
 * A request as it goes over the wire, which need not be one that a client library would send.
 *
 * @param target what stands in the request line, such as {@code //user/list?limit=1}
 */
record OddRequest(String method, String target, HttpHeaders credentials) {

    /** The whole answer, from its status line on. */
    String send(int port) {
        try (RawHttp http = new RawHttp(port)) {
            return http.send(text()).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(toString(), e);
        }
    }

    private String text() {
        StringBuilder text =
                new StringBuilder(method + " " + target + " HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n");
        credentials.forEach((name, values) -> values.forEach(
                value -> text.append(name).append(": ").append(value).append('\n')));
        return text.append("Content-Type: application/json\nContent-Length: 2\n\n{}")
                .toString();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
