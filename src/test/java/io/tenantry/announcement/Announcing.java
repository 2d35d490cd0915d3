package io.tenantry.announcement;

import io.tenantry.Api;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What tests of connections do to have something to hear, and somebody who hears it. */
record Announcing(Api api) {

    Client connect(Api.Account account, String query) {
        return Client.connect(api.url(), account.token(), query);
    }

    Map<String, Object> post(Api.Account account, String title) {
        return Api.body(api.post("/announcements", account.token(), Map.of("title", title, "body", "Now."))
                .expectStatus()
                .isCreated());
    }

    void post(Api.Account account, int count) {
        IntStream.range(0, count).forEach(i -> post(account, "Number " + i));
    }

    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    String ticket(Api.Account account) {
        return ticket(Map.of("Authorization", "Bearer " + account.token()));
    }

    /** Of whoever these headers prove. */
    String ticket(Map<String, String> headers) {
        return Api.text(
                api.http()
                        .post()
                        .uri("/announcements/ticket")
                        .headers(all -> headers.forEach(all::set))
                        .exchange()
                        .expectStatus()
                        .isOk(),
                "ticket");
    }

    /** Of a superuser inside an organization. */
    String ticket(String superuser, String organizationId) {
        return ticket(Map.of("Authorization", "Bearer " + superuser, "X-Organization", organizationId));
    }
}
