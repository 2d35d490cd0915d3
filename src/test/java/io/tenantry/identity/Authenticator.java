package io.tenantry.identity;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import io.tenantry.Api;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The telephone of a test. */
record Authenticator(SecretKey key) {

    private static final HmacOneTimePasswordGenerator CODES = new HmacOneTimePasswordGenerator();

    static Authenticator enrolled(Api api, String token) {
        return of(Api.text(enroll(api, token).expectStatus().isOk(), "secret"));
    }

    static Authenticator of(String base32) {
        return new Authenticator(new SecretKeySpec(Base32.decode(base32), CODES.getAlgorithm()));
    }

    static WebTestClient.ResponseSpec enroll(Api api, String token) {
        return api.post("/auth/totp/enroll", token, Map.of());
    }

    WebTestClient.ResponseSpec confirm(Api api, String token) {
        return api.post("/auth/totp/confirm", token, Map.of("code", code()));
    }

    List<String> confirmed(Api api, String token) {
        Object codes = Api.body(confirm(api, token).expectStatus().isOk()).get("recovery_codes");
        return ((List<?>) Objects.requireNonNull(codes))
                .stream().map(String::valueOf).toList();
    }

    String code() {
        return code(0);
    }

    /** The code so many steps from now. */
    String code(int steps) {
        try {
            long step = Instant.now().getEpochSecond() / 30 + steps;
            return CODES.generateOneTimePasswordString(key, step, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Six digits that are not right now, nor soon. */
    String wrongCode() {
        List<String> right = List.of(code(-2), code(-1), code(), code(1), code(2));
        return right.contains("000000") ? "000001" : "000000";
    }
}
