package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Contract, {@code GET /ws/announcements}: what ends a connection, and with which code. */
@TenantryTest
class WebSocketCloseTests {

    private final Api api;
    private final Databases databases;
    private final Hub hub;
    private final Announcing announcing;

    WebSocketCloseTests(Api api, Databases databases, Hub hub) {
        this.api = api;
        this.databases = databases;
        this.hub = hub;
        this.announcing = new Announcing(api);
    }

    @Test
    void aLogoutCloses() {
        Api.Account account = api.organization("Logout");

        assertClosed(
                4401,
                account.token(),
                () -> api.post("/auth/logout", account.token(), "")
                        .expectStatus()
                        .isNoContent());
    }

    @Test
    void aDeactivationCloses() {
        Api.Account account = api.organization("Deactivated");
        Api.Person person = api.person(account, "member");

        assertClosed(4401, person.token(), () -> change(account, person, Map.of("status", "deactivated")));
    }

    @Test
    void aLostPermissionCloses() {
        Api.Account account = api.organization("Demoted");
        api.send(HttpMethod.PUT, "/roles/mute", account.token(), Map.of("permissions", List.of("read:users")))
                .expectStatus()
                .isOk();
        Api.Person person = api.person(account, "member");

        assertClosed(4403, person.token(), () -> change(account, person, Map.of("role", "mute")));
    }

    private void change(Api.Account account, Api.Person person, Map<String, String> change) {
        api.send(HttpMethod.PATCH, "/user/" + person.id(), account.token(), change)
                .expectStatus()
                .isOk();
    }

    @Test
    void aSuspensionCloses() {
        Api.Account account = api.organization("Suspended");
        api.superuser();

        assertClosed(
                4403,
                account.token(),
                () -> api.turn(account, "suspend").expectStatus().isOk());
    }

    @Test
    void aDeletionCloses() {
        Api.Account account = api.organization("Deleted");

        assertClosed(
                4404,
                account.token(),
                () -> api.delete(account.token(), account.name()).expectStatus().isNoContent());
    }

    private void assertClosed(int code, String token, Runnable change) {
        try (Client client = Client.connect(api.url(), token, "")) {
            client.hello();
            change.run();
            Soon.until(() -> !client.isOpen());
            assertThat(client.closeCode()).isEqualTo(code);
        }
    }

    /** What a ticket stands for ends when the token ends that it was fetched with. */
    @Test
    void theEndOfTheTokenCloses() {
        String ticket = announcing.ticket(api.organization("Expired"));
        Databases.all(databases
                .master()
                .getCollection("tickets")
                .updateOne(
                        Filters.eq("_id", Sha256.hex(ticket)),
                        Updates.set("until", Instant.now().plusSeconds(5))));

        try (Client client = Client.connect(api.url(), null, "?ticket=" + ticket)) {
            client.hello();
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aFrameThatIsTooLargeCloses() throws IOException {
        try (RawClient client =
                new RawClient(api.url(), api.organization("Large").token())) {
            client.read();
            client.send(RawClient.frame(Connections.LARGEST_FRAME));
            client.send(RawClient.frame(Connections.LARGEST_FRAME + 1));

            assertThat(client.readAll())
                    .first()
                    .satisfies(frame -> assertThat(frame.code()).isEqualTo(1009));
        }
    }

    @Test
    void aBinaryFrameCloses() {
        try (Client client = announcing.connect(api.organization("Binary"), "")) {
            client.hello();
            client.say(ByteBuffer.wrap(new byte[10]));

            assertThat(client.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void aFloodOfTinyFramesCloses() throws IOException {
        try (RawClient client =
                new RawClient(api.url(), api.organization("Flood").token())) {
            client.read();
            client.sendInVain(RawClient.tinyFrames(10_000));

            assertThat(client.readAll())
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.isClose()).isTrue())
                    .satisfies(frame -> assertThat(frame.code()).isEqualTo(1008));
        }
    }

    /** It is closed while others go on, and when it reads on, hears why. */
    @Test
    void whoDoesNotReadIsClosed() throws IOException {
        Api.Account account = api.organization("Stalled");
        try (RawClient stalled = new RawClient(api.url(), account.token())) {
            AtomicInteger code = codeOfTheOnlyOne(account);
            try (Client reader = announcing.connect(account, "")) {
                reader.hello();
                int posted = postLongUntil(() -> code.get() != 0, account);

                assertThat(stalled.readAll())
                        .hasSizeBetween(3, posted + 2)
                        .last()
                        .satisfies(frame -> assertThat(frame.isClose()).isTrue())
                        .satisfies(frame -> assertThat(frame.code()).isEqualTo(3008));
                assertThat(reader.numbersUpTo(posted)).isEqualTo(Announcing.upTo(posted));
            }
        }
    }

    /** 0 until whoever is connected for the organization is to be closed. */
    private AtomicInteger codeOfTheOnlyOne(Api.Account account) {
        AtomicInteger code = new AtomicInteger();
        hub.rooms().stream()
                .filter(room -> room.organization().equals(OrganizationId.of(account.organizationId())))
                .flatMap(room -> room.sessions().stream())
                .forEach(session -> session.closed().subscribe(why -> code.set(why.code())));
        return code;
    }

    /** How many there were. */
    private int postLongUntil(BooleanSupplier enough, Api.Account account) {
        Map<String, String> announcement = Map.of("title", "Long", "body", "\u00e4".repeat(5_000));
        int posted = 0;
        for (; !enough.getAsBoolean() && posted < 1_000; posted++) {
            api.post("/announcements", account.token(), announcement)
                    .expectStatus()
                    .isCreated();
        }
        return posted;
    }
}
