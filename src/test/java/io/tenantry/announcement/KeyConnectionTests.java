package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Contract, {@code GET /ws/announcements}, for programs that have an API key. */
@TenantryTest
class KeyConnectionTests {

    private final Api api;
    private final Announcing announcing;

    KeyConnectionTests(Api api) {
        this.api = api;
        this.announcing = new Announcing(api);
    }

    @Test
    void theRevocationOfAKeyClosesWhatItOpened() {
        Api.Account account = api.organization("Keys");
        Map<String, Object> made = api.apiKey(account, "read_only");
        Map<String, String> key = Map.of("X-API-Key", String.valueOf(made.get("key")));

        try (Client byKey = Client.connectWith(api.url(), key, "");
                Client byTicket = Client.connectWith(api.url(), Map.of(), "?ticket=" + announcing.ticket(key))) {
            List<Client> clients = List.of(byKey, byTicket);
            clients.forEach(Client::hello);
            api.send(HttpMethod.DELETE, "/api-keys/" + made.get("id"), account.token(), "")
                    .expectStatus()
                    .isNoContent();

            Soon.until(() -> clients.stream().noneMatch(Client::isOpen));
            assertThat(clients).extracting(Client::closeCode).containsOnly(4401);
        }
    }
}
