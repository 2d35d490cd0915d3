package io.tenantry.isolation;

import static org.awaitility.Awaitility.await;

import io.tenantry.Api;
import io.tenantry.Databases;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Two organizations that are strangers to each other, with everything in them, and callers of every kind. */
final class Stage {

    private static final String KEY = "X-API-Key";
    private static final String ENTER = "X-Organization";
    static final String NOTHING = "granted_nothing";
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Api api;
    private final Databases databases;
    private final Inhabited ours;
    private final Inhabited theirs;
    private final Map<Side, Things> things = new EnumMap<>(Side.class);
    private final Map<Credential, HttpHeaders> credentials = new EnumMap<>(Credential.class);

    private Stage(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.ours = Inhabited.make(api, databases, "Ours");
        this.theirs = Inhabited.make(api, databases, "Theirs");
    }

    static Stage set(Api api, Databases databases) {
        Stage stage = new Stage(api, databases);
        stage.things.put(Side.OURS, Things.of(stage.ours));
        stage.things.put(Side.THEIRS, Things.of(stage.theirs));
        stage.things.put(Side.UNKNOWN, Things.unknown());
        stage.things.put(Side.MISTAKEN, stage.things(Side.OURS).mistaken());
        stage.things.put(Side.MALFORMED, Things.malformed());
        stage.hire();
        stage.forge();
        stage.operate();
        stage.suspend();
        stage.demandSecondFactor();
        stage.delete();
        stage.dismiss();
        return stage;
    }

    HttpHeaders headers(Credential credential) {
        return Objects.requireNonNull(credentials.get(credential), credential.name());
    }

    Things things(Side side) {
        return Objects.requireNonNull(things.get(side));
    }

    /** What both organizations are made of, in bytes. */
    List<Map<String, ?>> contents() {
        return List.of(ours.contents(), theirs.contents());
    }

    private void hire() {
        ours.role(NOTHING, List.of());
        credentials.put(Credential.NOBODY, new HttpHeaders());
        credentials.put(Credential.OUR_ADMIN, token(ours.token()));
        credentials.put(Credential.OUR_KEY, key(ours.key("admin")));
        credentials.put(Credential.THEIR_ADMIN, token(theirs.token()));
        credentials.put(Credential.THEIR_KEY, key(theirs.key("admin")));
        credentials.put(Credential.READER, token(ours.person("read_only")));
        credentials.put(Credential.READER_KEY, key(ours.key("read_only")));
        credentials.put(Credential.POWERLESS, token(ours.person(NOTHING)));
        credentials.put(Credential.POWERLESS_KEY, key(ours.key(NOTHING)));
    }

    private void forge() {
        String key = ours.key("admin");
        credentials.put(Credential.ENTERING_ADMIN, entering(token(ours.token()), theirs.id()));
        credentials.put(Credential.ENTERING_KEY, entering(key(key), theirs.id()));
        credentials.put(Credential.ENTERING_HOME, entering(token(ours.token()), ours.id()));
        credentials.put(Credential.ENTERING_NOTHING, entering(token(ours.token()), "../" + theirs.id()));
        credentials.put(Credential.MOVED_KEY, key(key.replace(ours.id(), theirs.id())));
        credentials.put(Credential.ENCODED_KEY, key(key.replace("_", "%5F")));
        credentials.put(Credential.DOTTED_KEY, key(key.replace("_", ".")));
        credentials.put(Credential.GARBAGE, token("garbage"));
    }

    private void operate() {
        String superuser = api.superuser();
        credentials.put(Credential.SUPERUSER, token(superuser));
        credentials.put(Credential.ENTERED, entering(token(superuser), ours.id()));
        credentials.put(Credential.ENTERED_NOWHERE, entering(token(superuser), "000000000000000000000000"));
        credentials.put(Credential.LOGGED_OUT_SUPERUSER, token(loggedOut(api.superuser())));
    }

    private void suspend() {
        Inhabited suspended = Inhabited.make(api, databases, "Suspended");
        credentials.put(Credential.SUSPENDED_ADMIN, token(suspended.token()));
        credentials.put(Credential.SUSPENDED_KEY, key(suspended.key("admin")));
        api.turn(suspended.account(), "suspend").expectStatus().isOk();
    }

    private void demandSecondFactor() {
        Inhabited strict = Inhabited.make(api, databases, "Strict");
        credentials.put(Credential.UNFINISHED, token(strict.token()));
        api.send(HttpMethod.PATCH, "/org/settings", strict.token(), Map.of("require_totp", true))
                .expectStatus()
                .isOk();
    }

    private void delete() {
        Inhabited deleted = Inhabited.make(api, databases, "Deleted");
        credentials.put(Credential.DELETED_ADMIN, token(deleted.token()));
        credentials.put(Credential.DELETED_KEY, key(deleted.key("admin")));
        api.delete(deleted.token(), deleted.name()).expectStatus().isNoContent();
    }

    /** "Everybody's next request notices when something was taken from them", within a second. */
    private void dismiss() {
        credentials.put(Credential.DEACTIVATED, token(deactivated()));
        credentials.put(
                Credential.LOGGED_OUT, token(loggedOut(api.login(ours.account().email()))));
        credentials.put(Credential.REVOKED_KEY, key(revoked()));
        List.of(
                        Credential.DEACTIVATED,
                        Credential.LOGGED_OUT,
                        Credential.LOGGED_OUT_SUPERUSER,
                        Credential.REVOKED_KEY,
                        Credential.UNFINISHED,
                        Credential.SUSPENDED_ADMIN)
                .forEach(this::awaitNoticed);
    }

    private String deactivated() {
        String token = ours.person("admin");
        String id = Api.text(api.get("/me", token), "id");
        api.send(HttpMethod.PATCH, "/user/" + id, ours.token(), Map.of("status", "deactivated"))
                .expectStatus()
                .isOk();
        return token;
    }

    private String loggedOut(String token) {
        api.post("/auth/logout", token, "").expectStatus().isNoContent();
        return token;
    }

    private String revoked() {
        String key = ours.key("admin");
        Object id = Api.items(api.get("/api-keys", ours.token())).stream()
                .filter(shown -> key.contains("_" + shown.get("key_prefix") + "_"))
                .map(shown -> Objects.requireNonNull(shown.get("id")))
                .findFirst()
                .orElseThrow();
        api.send(HttpMethod.DELETE, "/api-keys/" + id, ours.token(), "")
                .expectStatus()
                .isNoContent();
        return key;
    }

    private void awaitNoticed(Credential credential) {
        await().atMost(SOON)
                .untilAsserted(() -> api.http()
                        .get()
                        .uri("/user/list")
                        .headers(headers -> headers.addAll(headers(credential)))
                        .exchange()
                        .expectStatus()
                        .is4xxClientError());
    }

    static HttpHeaders token(String token) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(token);
        return headers;
    }

    static HttpHeaders key(String key) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(KEY, key);
        return headers;
    }

    private static HttpHeaders entering(HttpHeaders credentials, String organization) {
        credentials.set(ENTER, organization);
        return credentials;
    }
}
