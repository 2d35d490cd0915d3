package io.tenantry.onboarding;

import io.tenantry.Answer;
import io.tenantry.Api;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** What those send who come in by themselves, and those who invite them. */
final class People {

    private final Api api;

    People(Api api) {
        this.api = api;
    }

    /** {@code POST /signup}, with further fields. */
    WebTestClient.ResponseSpec signUp(String email, @Nullable Object... fields) {
        return api.post("/signup", null, body(email, fields));
    }

    /** A sign-up for those that are sent side by side. */
    Mono<Answer> signingUp(String email, @Nullable Object... fields) {
        return api.call(HttpMethod.POST, "/signup", null, body(email, fields));
    }

    static Map<String, @Nullable Object> body(String email, @Nullable Object... fields) {
        Map<String, @Nullable Object> body = Api.fields("email", email, "password", Api.PASSWORD);
        body.putAll(Api.fields(fields));
        return body;
    }

    WebTestClient.ResponseSpec invite(@Nullable String token, String email, String role) {
        return api.post("/invitations", token, Map.of("email", email, "role", role));
    }

    /** A new invitation, as its maker sees it. */
    Map<String, Object> invited(Api.Account account, String email, String role) {
        return Api.body(invite(account.token(), email, role).expectStatus().isCreated());
    }

    WebTestClient.ResponseSpec accept(Map<String, Object> invitation) {
        return signUp(String.valueOf(invitation.get("email")), "invitation_token", invitation.get("token"));
    }

    Mono<Answer> accepting(Map<String, Object> invitation) {
        return signingUp(String.valueOf(invitation.get("email")), "invitation_token", invitation.get("token"));
    }

    WebTestClient.ResponseSpec revoke(Api.Account account, @Nullable Object id) {
        return api.send(HttpMethod.DELETE, "/invitations/" + id, account.token(), "");
    }
}
