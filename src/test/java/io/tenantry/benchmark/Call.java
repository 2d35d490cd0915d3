package io.tenantry.benchmark;

import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** One request. */
record Call(
        HttpMethod method,
        String url,
        @Nullable String token,
        @Nullable String body) {

    static Call get(String url) {
        return new Call(HttpMethod.GET, url, null, null);
    }

    static Call post(String url, String body) {
        return new Call(HttpMethod.POST, url, null, body);
    }

    Call with(String token) {
        return new Call(method, url, token, body);
    }
}
