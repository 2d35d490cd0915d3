package io.tenantry.identity;

import io.tenantry.Answer;
import io.tenantry.Api;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Mono;

/** Every route where an admin comes in with a password. */
enum Door {
    LOGIN {
        @Override
        WebTestClient.ResponseSpec enter(Api api, String email, String password, @Nullable String otp) {
            BodyInserters.FormInserter<String> form =
                    BodyInserters.fromFormData("username", email).with("password", password);
            return api.http()
                    .post()
                    .uri("/login")
                    .body(otp == null ? form : form.with("otp", otp))
                    .exchange();
        }
    },
    ADMIN_LOGIN {
        @Override
        WebTestClient.ResponseSpec enter(Api api, String email, String password, @Nullable String otp) {
            return api.post("/admin/login", null, body(email, password, otp));
        }
    },
    ORG_UPDATE {
        @Override
        WebTestClient.ResponseSpec enter(Api api, String email, String password, @Nullable String otp) {
            Map<String, Object> body = body(email, password, otp);
            body.put("organization_name", Api.uniqueName("Renamed"));
            return api.send(HttpMethod.PUT, "/org/update", null, body);
        }
    };

    abstract WebTestClient.ResponseSpec enter(Api api, String email, String password, @Nullable String otp);

    WebTestClient.ResponseSpec enter(Api api, String email, @Nullable String otp) {
        return enter(api, email, Api.PASSWORD, otp);
    }

    /** For those that are sent side by side. */
    static Mono<Answer> entering(Api api, String email, String password, @Nullable String otp) {
        return api.call(HttpMethod.POST, "/admin/login", null, body(email, password, otp));
    }

    private static Map<String, Object> body(String email, String password, @Nullable String otp) {
        Map<String, Object> body = new HashMap<>(Map.of("email", email, "password", password));
        if (otp != null) {
            body.put("otp", otp);
        }
        return body;
    }
}
