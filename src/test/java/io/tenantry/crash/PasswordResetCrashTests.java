package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * ARCHITECTURE, "What goes wrong": an instance is killed while it sets a password with a reset link. Nobody is shut out, and
 * nobody stays signed in by what was before.
 */
class PasswordResetCrashTests {

    private static final Step SETTING = new Step("RESET", "PASSWORD");
    private static final Step SET = new Step("RESET", "SESSIONS");
    private static final String NEW_PASSWORD = "staple wrong battery";

    private final Cluster cluster = Cluster.shared();

    @Test
    void theOldPasswordIsGoodUntilAnotherLinkIsUsed() {
        Account admin = Account.create(cluster, cluster.first(), "Forgetful");
        String colleague = colleague(admin);
        String used = link(cluster.first(), admin, colleague);

        killAt(SETTING, used);

        assertRefused(confirm(cluster.second(), used));
        assertRefused(signIn(colleague, NEW_PASSWORD));
        assertThat(signIn(colleague, Account.PASSWORD).status()).isEqualTo(200);
        assertThat(confirm(cluster.second(), link(cluster.second(), admin, colleague))
                        .status())
                .isEqualTo(204);
        assertRefused(signIn(colleague, Account.PASSWORD));
        assertThat(signIn(colleague, NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void sessionsOfTheOldPasswordAreOverWithIt() {
        Account admin = Account.create(cluster, cluster.first(), "Robbed");
        String colleague = colleague(admin);
        String stolen = signIn(colleague, Account.PASSWORD).text("refresh_token");

        killAt(SET, link(cluster.first(), admin, colleague));

        assertThat(signIn(colleague, NEW_PASSWORD).status()).isEqualTo(200);
        Reply refresh =
                cluster.second().send("POST", "/auth/refresh", null, Map.of("refresh_token", stolen), Account.PATIENCE);
        assertThat(refresh.is(ErrorCode.INVALID_TOKEN)).as("%s", refresh).isTrue();
    }

    private void killAt(Step step, String token) {
        Hold hold = Hold.arm(cluster.first(), step);
        Thread request = new Thread(() -> confirm(cluster.first(), token), "reset");
        request.setDaemon(true);
        request.start();
        hold.awaitReached();
        cluster.first().kill();
    }

    private String colleague(Account admin) {
        String email = cluster.email();
        Reply made = cluster.first()
                .send(
                        "POST",
                        "/user/create",
                        admin.token(),
                        Map.of("email", email, "password", Account.PASSWORD, "role", "admin"),
                        Account.PATIENCE);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return email;
    }

    private static String link(Instance at, Account admin, String email) {
        Reply answer = at.send("POST", "/auth/password-reset", admin.token(), Map.of("email", email), Account.PATIENCE);
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        String link = answer.text("reset_link");
        return link.substring(link.indexOf('=') + 1);
    }

    private static Reply confirm(Instance at, String token) {
        return at.send(
                "POST",
                "/auth/password-reset/confirm",
                null,
                Map.of("token", token, "new_password", NEW_PASSWORD),
                Account.PATIENCE);
    }

    private Reply signIn(String email, String password) {
        return cluster.second()
                .send("POST", "/admin/login", null, Map.of("email", email, "password", password), Account.PATIENCE);
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.is(ErrorCode.INVALID_CREDENTIALS)).as("%s", reply).isTrue();
    }

    @AfterEach
    void startAgain() {
        cluster.first().ensureReady();
        cluster.awaitRest();
    }
}
