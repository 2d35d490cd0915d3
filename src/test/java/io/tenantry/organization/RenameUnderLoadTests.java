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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.Disposable;

/** Design, "Rename by copy": what others do to an organization while it is renamed. */
@TenantryTest
class RenameUnderLoadTests {

    private final Api api;
    private final Databases databases;

    RenameUnderLoadTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    /** "The new name of a rename is 404 until the switch", and "reads go on throughout". */
    @Test
    void readsGoOnAndTheNewNameAppearsWithTheSwitch() {
        Api.Account account = api.organization("Busy Readers");
        String name = Api.uniqueName("Renamed");
        CompletableFuture<Answer> rename = api.renaming(account, name).toFuture();

        List<Integer> me = new ArrayList<>();
        List<Integer> newName = new ArrayList<>();
        List<String> oldName = new ArrayList<>();
        while (!rename.isDone()) {
            me.add(call("/me", account.token()).status());
            oldName.add(lookUp(account.name()));
            newName.add(lookUp(name).isEmpty() ? 404 : 200);
        }

        assertThat(rename.join().status()).isEqualTo(200);
        assertThat(me).hasSizeGreaterThan(5).containsOnly(200);
        assertThat(oldName).contains("renaming").isSubsetOf("active", "renaming", "");
        assertThat(newName).startsWith(404).isSortedAccordingTo((one, other) -> Integer.compare(other, one));
    }

    /** The status of an organization; empty for none. */
    private String lookUp(String name) {
        Answer answer = call("/org/get?organization_name=" + name, null);
        return answer.status() == 404 ? "" : answer.text("status");
    }

    private Answer call(String path, @Nullable String token) {
        return Objects.requireNonNull(
                api.call(HttpMethod.GET, path, token, null).block(Duration.ofSeconds(10)));
    }

    /** Promise "No acknowledged write lost": whoever heard 201 is there in the end, and can sign in. */
    @Test
    void whoeverHeardThatTheyWereCreatedIsThereAfterSeveralRenames() {
        Api.Account account = api.organization("Hiring");
        CompletableFuture<Answer> renames = api.renaming(account, Api.uniqueName("Hiring Two"))
                .flatMap(first -> api.renaming(account, Api.uniqueName("Hiring Three")))
                .flatMap(second -> api.renaming(account, account.name()))
                .toFuture();

        List<Answer> answers = new ArrayList<>();
        while (!renames.isDone()) {
            answers.add(create(account, Api.uniqueEmail()));
        }
        assertThat(answers).anyMatch(answer -> answer.status() == 201);
        answers.add(create(account, Api.uniqueEmail()));

        assertThat(renames.join().status()).isEqualTo(200);
        assertThat(answers).allSatisfy(RenameUnderLoadTests::assertDoneOrToBeRepeated);
        List<Answer> created =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(created).isNotEmpty().allSatisfy(user -> assertIsThere(account, user));
    }

    private static void assertDoneOrToBeRepeated(Answer answer) {
        if (answer.status() != 201) {
            assertThat(answer.is(ErrorCode.ORGANIZATION_BUSY) || answer.is(ErrorCode.WRITE_UNCONFIRMED))
                    .as("%s", answer)
                    .isTrue();
            assertThat(answer.headers().getFirst(HttpHeaders.RETRY_AFTER)).matches("[1-9][0-9]*");
        }
    }

    private void assertIsThere(Api.Account account, Answer user) {
        assertThat(call("/user/" + user.text("id"), account.token()).body()).containsEntry("email", user.text("email"));
        api.login(user.text("email"), Api.PASSWORD, null).expectStatus().isOk();
    }

    private Answer create(Api.Account account, String email) {
        return Objects.requireNonNull(api.call(
                        HttpMethod.POST,
                        "/user/create",
                        account.token(),
                        Map.of("email", email, "password", Api.PASSWORD, "role", "member"))
                .block(Duration.ofSeconds(20)));
    }

    /** "Operations run detached from the request that started them." */
    @Test
    void aCallerWhoHangsUpChangesNothing() {
        Api.Account account = api.organization("Impatient");
        String name = Api.uniqueName("Finished All The Same");

        Disposable caller = api.renaming(account, name).subscribe();
        await().until(() -> lookUp(account.name()).equals("renaming"));
        caller.dispose();

        await().atMost(Duration.ofSeconds(15)).until(() -> lookUp(name).equals("active"));
        assertThat(lookUp(account.name())).isEmpty();
        api.get("/me", account.token()).expectStatus().isOk();
    }

    /** A database that somebody else makes under the new name, once it was seen to be free, is theirs. */
    @Test
    void aDatabaseThatAppearsMeanwhileIsNotAdopted() {
        Api.Account account = api.organization("Unlucky");
        List<String> traces = databases.traces(account.organizationId());
        String name = Api.uniqueName("Snatched");
        String database = "org_" + name.toLowerCase(Locale.ROOT).replace(' ', '_');
        CompletableFuture<Answer> rename = api.renaming(account, name).toFuture();
        await().until(() -> lookUp(account.name()).equals("renaming"));

        databases.insert(database, "orders", new Document("_id", 1));

        assertThat(rename.join()).matches(answer -> answer.is(ErrorCode.NAMESPACE_OCCUPIED));
        assertThat(databases.find(databases.database(database), "orders", Filters.empty()))
                .containsExactly(new Document("_id", 1));
        assertThat(databases.collections(database)).containsExactly("orders");
        assertThat(databases.traces(account.organizationId())).isEqualTo(traces);
        assertThat(lookUp(account.name())).isEqualTo("active");
        api.createUser(account, Api.uniqueEmail(), "member").expectStatus().isCreated();
        Databases.all(databases.database(database).getCollection("orders").drop());
    }
}
