package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * An instance is killed when people who sign up have a login and no user yet, whichever way they come in. They sign up again
 * at another one, and nothing of the first time is left.
 */
class SignUpCrashTests {

    private static final Step FOUNDING = new Step("PROVISION", "POPULATE");
    private static final Step JOINING = new Step("INSERT", "USERS");

    /** A login whose maker died is free after a minute, and so is an invitation: that minute is made to have passed. */
    private static final Duration FREE_WITHIN = Duration.ofSeconds(20);

    private final Cluster cluster = Cluster.shared();

    /** Somebody on their way in. */
    private record Newcomer(String email, Step dies, Map<String, String> fields) {

        Reply signUp(Instance at) {
            Map<String, String> body = new HashMap<>(fields);
            body.put("email", email);
            body.put("password", Account.PASSWORD);
            return at.send("POST", "/signup", null, body, Account.PATIENCE);
        }
    }

    @Test
    void whoseSignUpDiesBetweenLoginAndUserSignsUpAgain() {
        Account host = openOrganization();
        Newcomer founder = new Newcomer(cluster.email(), FOUNDING, Map.of("full_name", cluster.name("Person")));
        Newcomer guest = new Newcomer(cluster.email(), JOINING, Map.of("organization_name", host.name()));
        Newcomer invited = invited(host);
        List<Newcomer> all = List.of(founder, guest, invited);

        all.forEach(this::begin);
        cluster.first().kill();

        assertThat(people(host)).containsExactly(host.email());
        assertThat(guest.signUp(cluster.second()).status())
                .as("within the minute")
                .isEqualTo(409);
        all.forEach(newcomer -> cluster.master().age(newcomer.email()));
        all.forEach(this::comeAgain);
        Account.token(cluster.second(), founder.email());
        assertThat(people(host)).containsExactlyInAnyOrder(host.email(), guest.email(), invited.email());
        Faults.none("logins of nobody", cluster.master().strayLogins());
        cluster.first().ensureReady();
        cluster.awaitRest();
    }

    private Account openOrganization() {
        Account host = Account.create(cluster, cluster.first(), "Host");
        Reply opened = cluster.first()
                .send("PATCH", "/org/settings", host.token(), Map.of("open_signup", true), Account.PATIENCE);
        assertThat(opened.status()).as("%s", opened).isEqualTo(200);
        return host;
    }

    private Newcomer invited(Account host) {
        String email = cluster.email();
        Reply made = cluster.first()
                .send("POST", "/invitations", host.token(), Map.of("email", email, "role", "member"), Account.PATIENCE);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return new Newcomer(email, JOINING, Map.of("invitation_token", made.text("token")));
    }

    private void begin(Newcomer newcomer) {
        Hold hold = Hold.arm(cluster.first(), newcomer.dies());
        Thread request = new Thread(() -> newcomer.signUp(cluster.first()), newcomer.email());
        request.setDaemon(true);
        request.start();
        hold.awaitReached();
        assertThat(cluster.master().loginStates(newcomer.email())).containsExactly("PENDING");
    }

    private void comeAgain(Newcomer newcomer) {
        await("another sign-up of " + newcomer.email())
                .atMost(FREE_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> newcomer.signUp(cluster.second()), reply -> reply.is(201));
        assertThat(cluster.master().loginStates(newcomer.email())).containsExactly("ACTIVE");
    }

    private List<String> people(Account host) {
        return StreamSupport.stream(
                        cluster.second()
                                .get("/user/list", host.token())
                                .body()
                                .get("items")
                                .spliterator(),
                        false)
                .map(user -> user.get("email").asString(""))
                .toList();
    }
}
