package io.tenantry.isolation;

import io.tenantry.Api;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;

/** Sends what the matrix has made up. */
final class Requests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebClient http;

    Requests(Api api) {
        DefaultUriBuilderFactory asIs = new DefaultUriBuilderFactory(api.url());
        asIs.setEncodingMode(DefaultUriBuilderFactory.EncodingMode.NONE);
        this.http = WebClient.builder().uriBuilderFactory(asIs).build();
    }

    /** With a body that is accepted, and all that the path needs. */
    Reply send(Operation operation, HttpHeaders credentials, Things things) {
        Operation.Body body = operation.body();
        return send(
                operation.method(),
                operation,
                credentials,
                things,
                body == null ? null : PathsAndBodies.body(operation, body, things));
    }

    /** With a body that means nothing, where there has to be one. */
    Reply sendEmpty(Operation operation, HttpHeaders credentials, Things things) {
        return send(operation.method(), operation, credentials, things, operation.body() == null ? null : Map.of());
    }

    /** Without asking for a body back. */
    Reply head(Operation operation, HttpHeaders credentials, Things things) {
        return send(HttpMethod.HEAD, operation, credentials, things, null);
    }

    private Reply send(
            HttpMethod method,
            Operation operation,
            HttpHeaders credentials,
            Things things,
            @Nullable Map<String, Object> content) {
        WebClient.RequestBodySpec request =
                http.method(method).uri(things.uri(operation)).headers(headers -> headers.addAll(credentials));
        return Objects.requireNonNull((content == null
                        ? request
                        : request.contentType(type(operation)).bodyValue(isForm(operation) ? "" : content))
                .exchangeToMono(Reply::of)
                .block(PATIENCE));
    }

    private static MediaType type(Operation operation) {
        return MediaType.parseMediaType(Objects.requireNonNull(operation.body()).mediaType());
    }

    /** Forms are taken by what is open to anybody only, so they stay empty. */
    private static boolean isForm(Operation operation) {
        return type(operation).equals(MediaType.APPLICATION_FORM_URLENCODED);
    }
}
