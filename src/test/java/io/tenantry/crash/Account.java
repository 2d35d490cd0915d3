package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** An organization with the credentials of its admin, and what a test asks of it, at one instance or the other. */
record Account(String id, String name, String email, String token) {

    static final String PASSWORD = "correct horse battery";

    /** Longer than a request waits for its operation. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Makes an organization and signs its admin in. */
    static Account create(Instance at, String name, String email) {
        Reply created = creation(at, name, email);
        assertThat(created.status()).as("%s", created).isEqualTo(201);
        return new Account(created.text("organization_id"), name, email, token(at, email));
    }

    static Account create(Cluster cluster, Instance at, String stem) {
        return create(at, cluster.name(stem), cluster.email());
    }

    /** An organization that is there, with its admin signed in. */
    static Account signIn(Instance at, String name, String email) {
        return new Account(lookUp(at, name).text("organization_id"), name, email, token(at, email));
    }

    static Reply creation(Instance at, String name, String email) {
        return at.send(
                "POST",
                "/org/create",
                null,
                Map.of("organization_name", name, "email", email, "password", PASSWORD),
                PATIENCE);
    }

    /** An access token for the admin with that address. */
    static String token(Instance at, String email) {
        Reply login = at.send("POST", "/admin/login", null, Map.of("email", email, "password", PASSWORD), PATIENCE);
        assertThat(login.status()).as("%s", login).isEqualTo(200);
        return login.text("access_token");
    }

    static Reply lookUp(Instance at, String name) {
        return at.get("/org/get?organization_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), null);
    }

    Reply rename(Instance at, String newName) {
        return at.send("PUT", "/org/update", token, Map.of("organization_name", newName), PATIENCE);
    }

    Reply delete(Instance at, String ownName) {
        return at.send("DELETE", "/org/delete", token, Map.of("organization_name", ownName), PATIENCE);
    }

    Reply addUser(Instance at, String address, String fullName) {
        return at.send(
                "POST",
                "/user/create",
                token,
                Map.of("email", address, "password", PASSWORD, "full_name", fullName, "role", "member"),
                Duration.ofSeconds(10));
    }

    Reply user(Instance at, String user) {
        return at.get("/user/" + user, token);
    }

    Reply changeUser(Instance at, String user, String fullName) {
        return at.send("PATCH", "/user/" + user, token, Map.of("full_name", fullName), Duration.ofSeconds(6));
    }

    Reply deleteUser(Instance at, String user) {
        return at.send("DELETE", "/user/" + user, token, null, Duration.ofSeconds(6));
    }

    /** Whether it can be read and written, under that name and no other, in its admin's eyes. */
    void assertLivesAs(Instance at, String itsName) {
        assertThat(lookUp(at, itsName).text("organization_id")).as(itsName).isEqualTo(id);
        assertThat(at.get("/me", token).text("email")).isEqualTo(email);
    }
}
