package io.tenantry.benchmark;

import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param prefer the header of that name
 */
record Call(
        HttpMethod method,
        String url,
        @Nullable String token,
        @Nullable String body,
        @Nullable String prefer) {

    static Call get(String url) {
        return new Call(HttpMethod.GET, url, null, null, null);
    }

    static Call post(String url, String body) {
        return new Call(HttpMethod.POST, url, null, body, null);
    }

    static Call announcement(String service, String body) {
        return post(
                service + "/announcements",
                "{\"title\":\"Doors open\",\"body\":\"" + body + "\",\"severity\":\"info\"}");
    }

    /** Something that takes long: the answer is to say where to follow it. */
    static Call put(String url, String body) {
        return new Call(HttpMethod.PUT, url, null, body, "wait=0");
    }

    Call with(String token) {
        return new Call(method, url, token, body, prefer);
    }
}
