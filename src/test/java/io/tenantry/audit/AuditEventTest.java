package io.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Secret;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, "Audit entry": {@code changes} says what became of which field, and never a secret. */
class AuditEventTest {

    private static final AuditEvent EVENT = AuditEvent.updated("user", "665f1f77bcf86cd799439011");

    @Test
    void valuesStandAsInAnswers() {
        AuditEvent event = EVENT.changed("name", "Ada", "Grace")
                .changed("type", ActorType.USER, ActorType.API_KEY)
                .changed("until", null, Instant.parse("2026-03-01T09:30:00.123456Z"))
                .changed("count", 1L, 2L)
                .changed("open", true, null)
                .changed("permissions", List.of("read:users"), List.of());

        assertThat(event.changes())
                .containsEntry("name", new Change("Ada", "Grace"))
                .containsEntry("type", new Change("user", "api_key"))
                .containsEntry("until", new Change(null, "2026-03-01T09:30:00.123Z"))
                .containsEntry("count", new Change(1L, 2L))
                .containsEntry("open", new Change(true, null))
                .containsEntry("permissions", new Change(List.of("read:users"), List.of()))
                .hasSize(6);
        assertThat(EVENT.changes()).isEmpty();
    }

    @Test
    void whatIsAsItWasIsNoChange() {
        assertThat(EVENT.changed("name", "Ada", "Ada")
                        .changed("count", 1L, 1L)
                        .changed("permissions", List.of("a"), List.of("a"))
                        .changed("until", (Instant) null, null)
                        .changes())
                .isEmpty();
    }

    @Test
    void longValuesAreCut() {
        AuditEvent event = AuditEvent.created("note", "x".repeat(300))
                .changed("text", null, "ä".repeat(5_000))
                .changed("pair", null, "𝄞".repeat(1_001))
                .changed("fits", null, "y".repeat(1_000))
                .changed("list", null, Collections.nCopies(200, "z".repeat(2_000)));

        assertThat(event.resourceId()).isEqualTo("x".repeat(200) + "…");
        assertThat(now(event, "text")).isEqualTo("ä".repeat(1_000) + "…");
        assertThat(now(event, "pair")).isEqualTo("𝄞".repeat(1_000) + "…");
        assertThat(now(event, "fits")).isEqualTo("y".repeat(1_000));
        assertThat((List<?>) now(event, "list")).hasSize(101).last().isEqualTo("…");
    }

    /** As UTF-8 it would become something else, which the hash would not fit. */
    @Test
    void whatIsNoUnicodeIsMadeSome() {
        assertThat(now(EVENT.changed("text", null, "a\ud834b"), "text")).isEqualTo("a?b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "new_password", "password_hash", "totp_secret", "refresh_token", "hash"})
    void aFieldThatSpeaksOfASecretIsRefused(String field) {
        assertThatIllegalArgumentException().isThrownBy(() -> EVENT.changed(field, "a", "b"));
    }

    @Test
    void noMethodTakesASecretOrAnything() {
        assertThat(Stream.of(AuditEvent.class.getMethods())
                        .filter(method -> method.getDeclaringClass() == AuditEvent.class)
                        .filter(method -> method.getName().equals("changed"))
                        .map(Method::getParameterTypes)
                        .flatMap(Stream::of))
                .isNotEmpty()
                .noneMatch(type -> type.isAssignableFrom(Secret.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Create", "create-it", "1st", "a.b", "$set", " create", "ä"})
    void wordsAreWords(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AuditEvent.of(text, "user", null));
        assertThatIllegalArgumentException().isThrownBy(() -> AuditEvent.of("create", text, null));
        assertThatIllegalArgumentException().isThrownBy(() -> EVENT.changed(text, "a", "b"));
    }

    @Test
    void aRefusalSaysWhatWasRefused() {
        assertThat(AuditEvent.refused("create", "users", null).action()).isEqualTo("create_refused");
    }

    private static Object now(AuditEvent event, String field) {
        return Objects.requireNonNull(
                Objects.requireNonNull(event.changes().get(field)).now());
    }
}
