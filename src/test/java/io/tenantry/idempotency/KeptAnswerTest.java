package io.tenantry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenantry.kernel.DerivedKeys;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.FieldProblem;
import io.tenantry.kernel.Outcome;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.ShownOnce;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.HandlerResult;
import tools.jackson.databind.json.JsonMapper;

/** Contract, "Idempotency": what is kept of an answer, and how. */
class KeptAnswerTest {

    record Key(String id, @ShownOnce String key, @ShownOnce List<String> recoveryCodes, Nested nested) {}

    record Nested(@ShownOnce String secret, String name) {}

    private final JsonMapper json =
            JsonMapper.builder().addModule(new WithoutSecrets()).build();
    private final AnswerVault vault = new AnswerVault(keys("a secret of the service"));

    @Test
    void whatIsShownOnceIsNotKept() {
        String kept = json.writeValueAsString(
                new Key("1", "tnt_secret", List.of("tnt_secret"), new Nested("tnt_secret", "grace")));

        assertThat(kept)
                .isEqualTo("{\"id\":\"1\",\"key\":null,\"recoveryCodes\":null,"
                        + "\"nested\":{\"secret\":null,\"name\":\"grace\"}}");
    }

    @Test
    void statusHeadersAndBodyAreKept() throws NoSuchMethodException {
        KeptAnswer answer = answer("{}");

        assertThat(answer)
                .isEqualTo(new KeptAnswer(202, Map.of("Location", "/operations/1", "ETag", "\"1\""), "{}", null));
        assertThat(vault.open("id", vault.seal("id", answer))).isEqualTo(answer);
    }

    @Test
    void aLongBodyIsNotKept() throws NoSuchMethodException {
        assertThat(answer("x".repeat(65_536)).body()).hasSize(65_536);
        assertThat(answer("x".repeat(65_537)).body()).isNull();
        assertThat(answer("ä".repeat(32_769)).body()).isNull();
    }

    @Test
    void aRefusalSaysTheSameAgain() {
        ProblemException refusal = new ProblemException(
                        ErrorCode.EMAIL_TAKEN, "Taken.", List.of(new FieldProblem("email", "is taken")))
                .with("organizations", List.of("Acme"));
        KeptAnswer answer = KeptAnswer.of(refusal);

        KeptAnswer opened = vault.open("id", vault.seal("id", answer));
        assertThat(opened).isEqualTo(answer);
        assertThat(Objects.requireNonNull(opened.refusal()).asProblem().extensions())
                .isEqualTo(refusal.extensions());
    }

    @Test
    void anAnswerIsReadUnderItsOwnKeyAlone() {
        KeptAnswer answer = new KeptAnswer(201, Map.of(), "{\"email\":\"grace@acme.com\"}", null);
        Binary sealed = vault.seal("id", answer);

        assertThat(new String(sealed.getData(), StandardCharsets.ISO_8859_1)).doesNotContain("grace");
        assertThat(sealed).isNotEqualTo(vault.seal("id", answer));
        assertThatIllegalStateException().isThrownBy(() -> vault.open("another", sealed));
        assertThatIllegalStateException().isThrownBy(() -> new AnswerVault(keys("another secret")).open("id", sealed));
    }

    @Test
    void anAnswerIsReadAfterTheSecretChanged() {
        KeptAnswer answer = new KeptAnswer(201, Map.of(), "{}", null);
        AnswerVault changed = new AnswerVault(keys("another secret", "a secret of the service"));

        assertThat(changed.open("id", vault.seal("id", answer))).isEqualTo(answer);
        assertThat(changed.open("id", changed.seal("id", answer))).isEqualTo(answer);
        assertThatIllegalStateException().isThrownBy(() -> vault.open("id", changed.seal("id", answer)));
    }

    private static KeptAnswer answer(String body) throws NoSuchMethodException {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/"));
        exchange.getResponse().getHeaders().setETag("\"1\"");
        exchange.getResponse().getHeaders().set("X-Other", "no");
        ResponseEntity<String> entity =
                ResponseEntity.accepted().location(URI.create("/operations/1")).body(body);
        MethodParameter type = new MethodParameter(KeptAnswerTest.class.getDeclaredMethod("answer", String.class), -1);
        Outcome outcome = new Outcome(new HandlerResult("", entity, type), entity);
        return KeptAnswer.of(exchange, outcome, body.getBytes(StandardCharsets.UTF_8));
    }

    private static DerivedKeys keys(String secret, String... previous) {
        return new DerivedKeys(
                secretKey(secret),
                Stream.of(previous).map(KeptAnswerTest::secretKey).toList());
    }

    private static SecretKey secretKey(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }
}
