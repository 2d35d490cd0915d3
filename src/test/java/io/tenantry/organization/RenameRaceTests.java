package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Contract, {@code PUT /org/update}: renames that meet another one, a create of the same name, or a delete. */
@TenantryTest
class RenameRaceTests {

    private final Api api;
    private final Databases databases;

    RenameRaceTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    /** Whoever loses hears 409, and every name that was wanted and not had is free for others. */
    @Test
    void ofManyRenamesOneWinsAndNoNameIsLost() {
        Api.Account account = api.organization("Contested");
        List<String> names =
                IntStream.range(0, 6).mapToObj(i -> Api.uniqueName("Wish")).toList();

        List<Answer> answers = Api.answers(
                names.stream().map(name -> api.renaming(account, name)).toList());

        assertThat(answers)
                .allMatch(answer -> answer.status() == 200 || answer.is(ErrorCode.OPERATION_IN_PROGRESS))
                .anyMatch(answer -> answer.status() == 200);
        List<String> there =
                names.stream().filter(name -> status(name).equals("active")).toList();
        assertThat(there).hasSize(1);
        assertThat(api.details(account, there.get(0))).containsEntry("organization_id", account.organizationId());
        assertThat(names.stream().filter(name -> !there.contains(name)).toList())
                .allSatisfy(name -> api.create(name, Api.uniqueEmail(), Api.PASSWORD)
                        .expectStatus()
                        .isCreated());
        api.create(account.name(), Api.uniqueEmail(), Api.PASSWORD)
                .expectStatus()
                .isCreated();
        assertHoldsWhatItShould(account.organizationId(), there.get(0));
    }

    @Test
    void aSecondRenameToTheSameNameIsRefusedWhileTheFirstRuns() {
        Api.Account account = api.organization("Twice");
        String name = Api.uniqueName("Once");

        List<Answer> answers = Api.answers(List.of(api.renaming(account, name), api.renaming(account, name)));

        assertThat(answers)
                .allMatch(answer -> answer.status() == 200
                        || answer.is(ErrorCode.OPERATION_IN_PROGRESS)
                        || answer.is(ErrorCode.ORGANIZATION_NAME_TAKEN))
                .anyMatch(answer -> answer.status() == 200);
        assertThat(api.details(account, name)).containsEntry("status", "active");
        assertHoldsWhatItShould(account.organizationId(), name);
    }

    /** Contract: without If-Match "a write is retried inside". */
    @Test
    void aRenameThatMeetsAnotherChangeIsDecidedAgain() {
        Api.Account account = api.organization("Overtaken");
        String superuser = api.superuser();
        String path = "/organization/" + account.organizationId();

        for (String tier : List.of("pro", "free", "pro", "free", "pro", "free", "pro", "free")) {
            String spelling = tier.equals("pro") ? account.name().toUpperCase(Locale.ROOT) : account.name();
            List<Answer> answers = Api.answers(List.of(
                    api.call(HttpMethod.PATCH, path, superuser, Map.of("tier", tier)),
                    api.renaming(account, spelling)));

            assertThat(answers).allMatch(answer -> answer.status() == 200);
        }
    }

    /** During a rename both names belong to the organization, however often others ask for them. */
    @Test
    void aNameThatIsBeingTakenByARenameIsNobodyElses() {
        Api.Account account = api.organization("Renamer");
        String name = Api.uniqueName("Prize");
        CompletableFuture<Answer> rename = api.renaming(account, name).toFuture();
        await().until(() -> status(account.name()).equals("renaming"));

        List<Answer> creates = Objects.requireNonNull(Flux.fromStream(Stream.generate(() -> name))
                .takeWhile(wanted -> !rename.isDone())
                .flatMap(wanted -> Flux.merge(create(wanted), create(account.name())), 4)
                .collectList()
                .block(Duration.ofSeconds(30)));

        assertThat(rename.join().status()).as("%s", rename.join()).isEqualTo(200);
        // What came after the switch may have the old name.
        assertThat(creates)
                .hasSizeGreaterThan(20)
                .allMatch(answer -> answer.is(ErrorCode.ORGANIZATION_NAME_TAKEN) || isOf(answer, account.name()));
        assertThat(api.details(account, name)).containsEntry("organization_id", account.organizationId());
        assertHoldsWhatItShould(account.organizationId(), name);
        assertThat(databases.find(databases.master(), "organizations", Filters.eq("status", "PROVISIONING")))
                .isEmpty();
    }

    private static boolean isOf(Answer created, String name) {
        return created.status() == 201 && created.text("organization_name").equals(name);
    }

    @RepeatedTest(5)
    void aNameThatIsWantedByARenameAndByACreateGoesToExactlyOne() {
        Api.Account account = api.organization("Renamer");
        String name = Api.uniqueName("Prize");

        List<Answer> answers = Api.answers(List.of(api.renaming(account, name), create(name)));

        assertThat(Answer.statuses(answers)).as("%s", answers).isSubsetOf(200, 201, 409);
        assertThat(answers)
                .filteredOn(answer -> answer.is(ErrorCode.ORGANIZATION_NAME_TAKEN))
                .hasSize(1);
        boolean renamed = answers.stream().anyMatch(answer -> answer.status() == 200);
        assertThat(status(name)).isEqualTo("active");
        assertHoldsWhatItShould(account.organizationId(), renamed ? name : account.name());
    }

    @Test
    void twoOrganizationsThatWantOneNameDoNotBothGetIt() {
        Api.Account one = api.organization("One");
        Api.Account other = api.organization("Other");
        String name = Api.uniqueName("Same Wish");

        List<Answer> answers = Api.answers(List.of(api.renaming(one, name), api.renaming(other, name)));

        assertThat(Answer.statuses(answers)).containsExactly(200, 409);
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allMatch(answer -> answer.is(ErrorCode.ORGANIZATION_NAME_TAKEN));
        assertThat(status(name)).isEqualTo("active");
        assertThat(Stream.of(status(one.name()), status(other.name()))).containsExactlyInAnyOrder("active", "");
    }

    /** Whichever comes first, the organization is in the end either gone without a trace or whole under one name. */
    @RepeatedTest(3)
    void aDeleteBesideARenameLeavesNoHalfOfAnything() {
        Api.Account account = api.organization("Torn");
        String name = Api.uniqueName("Elsewhere");

        List<Answer> answers = Api.answers(List.of(
                api.renaming(account, name),
                api.call(
                        HttpMethod.DELETE,
                        "/org/delete",
                        account.token(),
                        Map.of("organization_name", account.name()))));

        assertThat(answers).allMatch(answer -> List.of(200, 204, 401, 404, 409).contains(answer.status()));
        if (answers.stream().anyMatch(answer -> answer.status() == 204)) {
            assertThat(answers).noneMatch(answer -> answer.status() == 200);
            assertGone(account, name);
        } else {
            assertThat(answers).anyMatch(answer -> answer.status() == 200);
            assertThat(api.details(account, name)).containsEntry("status", "active");
            assertHoldsWhatItShould(account.organizationId(), name);
        }
    }

    private void assertGone(Api.Account account, String name) {
        assertThat(Stream.of(account.name(), name).map(this::status)).containsOnly("");
        assertThat(databases.traces(account.organizationId())).allMatch(trace -> trace.startsWith("claims namespace:"));
        Api.refused(api.get("/me", account.token()), ErrorCode.INVALID_TOKEN);
        Stream.of(account.name(), name)
                .forEach(free -> api.create(free, Api.uniqueEmail(), Api.PASSWORD)
                        .expectStatus()
                        .isCreated());
    }

    /** Its name, its address, its namespace: and of what it had or wanted only namespaces, retired. */
    private void assertHoldsWhatItShould(String organizationId, String name) {
        var id = new ObjectId(organizationId);
        String key = NameKey.of(name).value();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(databases
                                .find(
                                        databases.master(),
                                        "claims",
                                        Filters.and(Filters.eq("organization_id", id), Filters.eq("state", "HELD")))
                                .stream()
                                .map(claim -> claim.getString("_id")))
                        .hasSize(3)
                        .contains("name:" + key)
                        .anyMatch(claim -> claim.startsWith("namespace:main/org_" + key))
                        .anyMatch(claim -> claim.startsWith("email:")));
    }

    private String status(String name) {
        Answer answer =
                Objects.requireNonNull(api.call(HttpMethod.GET, "/org/get?organization_name=" + name, null, null)
                        .block(Duration.ofSeconds(10)));
        return answer.status() == 404 ? "" : answer.text("status");
    }

    private Mono<Answer> create(String name) {
        return api.call(
                HttpMethod.POST,
                "/org/create",
                null,
                Map.of("organization_name", name, "email", Api.uniqueEmail(), "password", Api.PASSWORD));
    }
}
