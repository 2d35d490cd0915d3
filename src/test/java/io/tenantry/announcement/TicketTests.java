package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Sha256;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Contract, {@code POST /announcements/ticket}. */
@TenantryTest
class TicketTests {

    private final Api api;
    private final Databases databases;
    private final Announcing announcing;

    TicketTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.announcing = new Announcing(api);
    }

    @Test
    void aTicketIsAnsweredWithItsLifetime() {
        Map<String, Object> answer = Api.body(
                api.post("/announcements/ticket", api.organization("Box Office").token(), "")
                        .expectStatus()
                        .isOk());

        assertThat(answer).containsOnlyKeys("ticket", "expires_in").containsEntry("expires_in", 30);
    }

    @Test
    void onlyItsHashIsKept() {
        String ticket = announcing.ticket(api.organization("Box Office"));

        List<Document> kept = databases.find(databases.master(), "tickets", Filters.eq("_id", Sha256.hex(ticket)));

        assertThat(kept)
                .singleElement()
                .satisfies(document -> assertThat(document.toJson()).doesNotContain(ticket));
    }

    /** Whatever else the request says. */
    @Test
    void itLetsIntoItsOwnOrganizationAlone() {
        Api.Account ours = api.organization("Ours");
        Api.Account theirs = api.organization("Theirs");
        announcing.post(ours, "Ours");
        announcing.post(theirs, "Theirs");
        Map<String, String> toOurs = Map.of("X-Organization", ours.organizationId());

        assertThatThrownBy(() -> Client.connectWith(api.url(), toOurs, "?ticket=" + announcing.ticket(theirs)))
                .rootCause()
                .hasMessageContaining("403");
        String named = "&organization_id=" + ours.organizationId() + "&ticket=";
        String superusers = announcing.ticket(api.superuser(), theirs.organizationId());
        try (Client member = Client.connectWith(api.url(), Map.of(), "?after=0" + named + announcing.ticket(theirs));
                Client superuser = Client.connectWith(api.url(), toOurs, "?after=0" + named + superusers)) {
            for (Client client : List.of(member, superuser)) {
                client.numbersUpTo(1);
            }
            announcing.post(ours, 2);
            announcing.post(theirs, "Theirs");
            for (Client client : List.of(member, superuser)) {
                client.numbersUpTo(2);
                assertThat(client.heard().stream().skip(1))
                        .hasSize(2)
                        .allSatisfy(frame -> assertThat(frame).containsEntry("title", "Theirs"));
            }
        }
    }

    @Test
    void itOpensNothingElse() {
        String ticket = announcing.ticket(api.organization("Box Office"));

        Api.refused(api.get("/announcements?ticket=" + ticket, null), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.get("/me?ticket=" + ticket, null), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.get("/me", ticket), ErrorCode.INVALID_TOKEN);
    }
}
