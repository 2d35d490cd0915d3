package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** Contract, {@code POST /announcements} and {@code GET /announcements}. */
@TenantryTest
class AnnouncementTests {

    private final Api api;

    AnnouncementTests(Api api) {
        this.api = api;
    }

    private static Map<String, @Nullable Object> announcement(String title) {
        return Api.fields("title", title, "body", "Bring your ticket.", "severity", "warning");
    }

    private WebTestClient.ResponseSpec post(Api.Account account, String title) {
        return api.post("/announcements", account.token(), announcement(title));
    }

    private static long seq(Map<String, Object> announcement) {
        return Long.parseLong(String.valueOf(announcement.get("seq")));
    }

    @Test
    void anAnnouncementIsNumberedAndListed() {
        Api.Account account = api.organization("Town");

        Map<String, Object> first =
                Api.body(post(account, "Doors open").expectStatus().isCreated());
        Map<String, Object> second =
                Api.body(post(account, "Doors close").expectStatus().isCreated());

        assertThat(first)
                .containsEntry("seq", 1)
                .containsEntry("title", "Doors open")
                .containsEntry("body", "Bring your ticket.")
                .containsEntry("severity", "warning")
                .containsEntry("event_id", null)
                .containsKeys("id", "author_id", "created_at");
        assertThat(Api.items(api.get("/announcements", account.token()))).containsExactly(first, second);
        assertThat(Api.items(api.get("/announcements?after=1", account.token())))
                .containsExactly(second);
        assertThat(Api.items(api.get("/announcements?after=2", account.token())))
                .isEmpty();
    }

    @Test
    void eachOrganizationCountsForItself() {
        post(api.organization("One"), "Here").expectStatus().isCreated();

        assertThat(Api.body(post(api.organization("Other"), "There"))).containsEntry("seq", 1);
    }

    @Test
    void manyAtOnceLeaveNoGap() {
        Api.Account account = api.organization("Crowd");
        List<Mono<Answer>> posts = IntStream.range(0, 50)
                .mapToObj(
                        i -> api.call(HttpMethod.POST, "/announcements", account.token(), announcement("Number " + i)))
                .toList();

        assertThat(Api.answers(posts)).allMatch(answer -> answer.status() == 201);
        assertThat(Api.items(api.get("/announcements?limit=200", account.token())))
                .extracting(AnnouncementTests::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void aRepetitionWithItsKeyTellsNothingTwice() {
        Api.Account account = api.organization("Twice");

        List<Map<String, Object>> answers = IntStream.range(0, 2)
                .mapToObj(i -> Api.body(api.http()
                        .post()
                        .uri("/announcements")
                        .headers(headers -> headers.setBearerAuth(account.token()))
                        .header("Idempotency-Key", "once")
                        .bodyValue(announcement("Once"))
                        .exchange()))
                .toList();

        assertThat(answers.get(1)).isEqualTo(answers.get(0));
        assertThat(Api.items(api.get("/announcements", account.token()))).hasSize(1);
    }

    @Test
    void numbersGoOnWhereTheOrganizationIsMoved() {
        Api.Account account = api.organization("Moving");
        post(account, "Before").expectStatus().isCreated();

        api.rename(account, Api.uniqueName("Moved")).expectStatus().isOk();

        assertThat(Api.body(post(account, "After"))).containsEntry("seq", 2);
        assertThat(Api.items(api.get("/announcements", account.token())))
                .extracting(AnnouncementTests::seq)
                .containsExactly(1L, 2L);
    }

    @Test
    void aPageEndsWhereTheNextBegins() {
        Api.Account account = api.organization("Pages");
        IntStream.range(0, 3).forEach(i -> post(account, "Number " + i));

        Map<String, Object> page = Api.body(api.get("/announcements?limit=2&after=0", account.token()));
        Map<String, Object> next =
                Api.body(api.get("/announcements?limit=2&cursor=" + page.get("next_cursor"), account.token()));

        assertThat(next.get("items"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThat(next).containsEntry("next_cursor", null);
    }

    @Test
    void whoMayNotPostOrReadIsRefused() {
        Api.Account account = api.organization("Quiet");
        String member = Api.uniqueEmail();
        api.createUser(account, member, "member").expectStatus().isCreated();
        String token = Api.text(api.login(member, Api.PASSWORD, account.name()), "access_token");

        Api.refused(api.post("/announcements", token, announcement("Mine")), ErrorCode.FORBIDDEN);
        api.get("/announcements", token).expectStatus().isOk();
        Api.refused(api.get("/announcements", null), ErrorCode.AUTHENTICATION_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "body"})
    void whatIsMissingIsNamed(String field) {
        Map<String, @Nullable Object> incomplete = announcement("Half");
        incomplete.remove(field);

        Api.refusedFor(
                field, api.post("/announcements", api.organization("Half").token(), incomplete));
    }

    @Test
    void whoDoesNotSayHowMuchItMattersInforms() {
        Api.Account account = api.organization("Plain");

        Map<String, Object> made =
                Api.body(api.post("/announcements", account.token(), Map.of("title", "Lunch", "body", "At noon."))
                        .expectStatus()
                        .isCreated());

        assertThat(made).containsEntry("severity", "info");
        assertThat(Api.items(api.get("/announcements", account.token()))).containsExactly(made);
    }

    @Test
    void whatIsWrongIsRefused() {
        Api.Account account = api.organization("Wrong");

        Api.refusedFor("title", post(account, "x".repeat(201)));
        Api.refusedFor("severity", send(account, "severity", "loud"));
        Api.refusedFor("event_id", send(account, "event_id", "none"));
        Api.refused(send(account, "event_id", new ObjectId().toHexString()), ErrorCode.EVENT_NOT_PUBLIC);
        api.get("/announcements?after=-1", account.token()).expectStatus().isBadRequest();
        api.get("/announcements?after=none", account.token()).expectStatus().isBadRequest();
        Api.refused(api.get("/announcements?cursor=eA", account.token()), ErrorCode.VALIDATION_FAILED);
    }

    private WebTestClient.ResponseSpec send(Api.Account account, String field, String value) {
        Map<String, @Nullable Object> wrong = announcement("Wrong");
        wrong.put(field, value);
        return api.post("/announcements", account.token(), wrong);
    }
}
