package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

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

    TicketTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    private String ticket(Api.Account account) {
        return Api.text(
                api.post("/announcements/ticket", account.token(), "")
                        .expectStatus()
                        .isOk(),
                "ticket");
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
        String ticket = ticket(api.organization("Box Office"));

        List<Document> kept = databases.find(databases.master(), "tickets", Filters.eq("_id", Sha256.hex(ticket)));

        assertThat(kept)
                .singleElement()
                .satisfies(document -> assertThat(document.toJson()).doesNotContain(ticket));
    }

    @Test
    void itOpensNothingElse() {
        String ticket = ticket(api.organization("Box Office"));

        Api.refused(api.get("/announcements?ticket=" + ticket, null), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.get("/me?ticket=" + ticket, null), ErrorCode.AUTHENTICATION_REQUIRED);
        Api.refused(api.get("/me", ticket), ErrorCode.INVALID_TOKEN);
    }
}
