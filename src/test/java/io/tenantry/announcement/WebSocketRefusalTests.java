package io.tenantry.announcement;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contract, {@code GET /ws/announcements}: who is "refused before the upgrade", and who is not. */
@TenantryTest
class WebSocketRefusalTests {

    private static final String PATH = "/ws/announcements";

    private final Api api;
    private final Databases databases;
    private final Announcing announcing;

    WebSocketRefusalTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.announcing = new Announcing(api);
    }

    @Test
    void aTicketConnectsOnce() {
        Api.Account account = api.organization("Ticket");
        String ticket = announcing.ticket(account);
        try (Client client = Client.connect(api.url(), null, "?ticket=" + ticket)) {
            client.hello();
            announcing.post(account, "Seen");
            client.numbersUpTo(1);
        }
        Api.refused(upgrade("?ticket=" + ticket, headers -> {}), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aTicketIsGoodForThirtySeconds() {
        String ticket = announcing.ticket(api.organization("Late"));
        long earlier = Instant.now().toEpochMilli() - 1;
        Databases.all(databases
                .master()
                .getCollection("tickets")
                .updateOne(
                        Filters.eq("_id", Sha256.hex(ticket)),
                        Updates.set("expires_at", Instant.ofEpochMilli(earlier))));

        Api.refused(upgrade("?ticket=" + ticket, headers -> {}), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aTicketEndsWithTheSessionThatItWasFetchedWith() {
        Api.Account account = api.organization("Logout");
        String superuser = api.superuser();
        List<String> tickets =
                List.of(announcing.ticket(account), announcing.ticket(superuser, account.organizationId()));

        for (String token : List.of(account.token(), superuser)) {
            api.post("/auth/logout", token, "").expectStatus().isNoContent();
        }

        tickets.forEach(ticket -> Api.refused(upgrade("?ticket=" + ticket, headers -> {}), ErrorCode.INVALID_TOKEN));
    }

    /** A request for a WebSocket by somebody who looks at the answer. */
    private WebTestClient.ResponseSpec upgrade(String query, Consumer<HttpHeaders> more) {
        return api.http()
                .get()
                .uri(PATH + query)
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .headers(more)
                .exchange();
    }

    private static Consumer<HttpHeaders> bearer(String token) {
        return headers -> headers.setBearerAuth(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?after=-1", "?after=none", "?event_id=none", "?after=9223372036854775808"})
    void badInputIsRefusedBeforeTheUpgrade(String query) {
        String token = api.organization("Bad").token();

        upgrade(query, bearer(token)).expectStatus().isBadRequest();
    }

    @Test
    void whoIsNobodyIsRefusedBeforeTheUpgrade() {
        String token = api.organization("Nobody").token();

        Api.refused(upgrade("", headers -> {}), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(upgrade("?ticket=none", headers -> {}), ErrorCode.INVALID_TOKEN);
        Api.refused(upgrade("?ticket=", headers -> {}), ErrorCode.INVALID_TOKEN);
        Api.refused(upgrade("?ticket=one&ticket=other", headers -> {}), ErrorCode.INVALID_TOKEN);
        Api.refused(upgrade("?ticket=none", bearer(token)), ErrorCode.INVALID_TOKEN);
        Api.refused(upgrade("?access_token=" + token, headers -> {}), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void pagesOfOthersAreRefused() {
        String token = api.organization("Origins").token();

        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1", ":")) {
            Api.refused(
                    upgrade("", bearer(token).andThen(headers -> headers.set("Origin", origin))), ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void whoMayNotReadIsRefused() {
        Api.Account account = api.organization("Closed");
        api.send(HttpMethod.PUT, "/roles/mute", account.token(), Map.of("permissions", List.of("read:users")))
                .expectStatus()
                .isOk();
        String token = api.person(account, "mute").token();

        Api.refused(upgrade("", bearer(token)), ErrorCode.FORBIDDEN);
        Api.refused(api.post("/announcements/ticket", token, ""), ErrorCode.FORBIDDEN);
    }

    @Test
    void whatIsNoUpgradeIsRefused() {
        String token = api.organization("Plain").token();

        Api.refused(api.get(PATH, token), ErrorCode.MALFORMED_REQUEST);
        Api.refused(
                upgrade("", bearer(token).andThen(headers -> headers.set("Sec-WebSocket-Version", "8"))),
                ErrorCode.MALFORMED_REQUEST);
        Api.refused(
                upgrade("", bearer(token).andThen(headers -> headers.set("Sec-WebSocket-Key", "short"))),
                ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void oneTooManyIsRefused() {
        Api.Account account = api.organization("Many");
        List<Client> clients = IntStream.range(0, 20)
                .mapToObj(i -> announcing.connect(account, ""))
                .toList();
        try {
            Api.refused(upgrade("", bearer(account.token())), ErrorCode.RATE_LIMITED);
            clients.get(0).close();
            Soon.untilAsserted(() -> announcing.connect(account, "").close());
        } finally {
            clients.forEach(Client::close);
        }
    }
}
