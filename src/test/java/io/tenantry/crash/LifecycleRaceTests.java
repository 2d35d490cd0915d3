package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Operations that want the same thing at once, each at an instance of its own. Nobody dies here. */
class LifecycleRaceTests {

    private static final int TIMES = 2;

    private final Cluster cluster = Cluster.shared();
    private final Instance first = cluster.first();
    private final Instance second = cluster.second();

    @AfterEach
    void nothingIsHalfDone() {
        cluster.awaitRest();
    }

    /** A→B against create B: B is one organization's, and whoever lost is as before. */
    @RepeatedTest(TIMES)
    void renameAgainstCreateOfTheSameName() {
        Account account = Account.create(cluster, first, "A");
        String wanted = cluster.name("B");
        String email = cluster.email();

        Replies replies =
                Replies.of(() -> account.rename(first, wanted), () -> Account.creation(second, wanted, email));

        replies.assertOneWins(200, 201, ErrorCode.ORGANIZATION_NAME_TAKEN);
        account.assertLivesAs(second, replies.one().is(200) ? wanted : account.name());
        if (replies.one().is(200)) {
            assertThat(Account.creation(first, account.name(), email).status()).isEqualTo(201);
        } else {
            assertThat(Account.lookUp(first, wanted).text("organization_id"))
                    .isEqualTo(replies.other().text("organization_id"));
        }
    }

    /** A→B against C→B. */
    @RepeatedTest(TIMES)
    void renamesOfTwoOrganizationsToTheSameName() {
        Account one = Account.create(cluster, first, "A");
        Account other = Account.create(cluster, first, "C");
        String wanted = cluster.name("B");

        Replies replies = Replies.of(() -> one.rename(first, wanted), () -> other.rename(second, wanted));

        replies.assertOneWins(200, 200, ErrorCode.ORGANIZATION_NAME_TAKEN);
        one.assertLivesAs(second, replies.one().is(200) ? wanted : one.name());
        other.assertLivesAs(first, replies.other().is(200) ? wanted : other.name());
    }

    /** A→B→A: the name is there again, its namespace is not, and everybody is still in it. */
    @RepeatedTest(TIMES)
    void renameThereAndBackAgain() {
        Account account = Account.create(cluster, first, "A");
        String user = account.addUser(second, cluster.email(), "Grace").text("id");
        String between = cluster.name("B");

        assertThat(account.rename(first, between).status()).isEqualTo(200);
        assertThat(account.rename(second, account.name()).status()).isEqualTo(200);

        account.assertLivesAs(first, account.name());
        assertThat(account.user(first, user).text("full_name")).isEqualTo("Grace");
        assertThat(account.changeUser(second, user, "Grace Hopper").status()).isEqualTo(200);
        assertThat(Account.lookUp(second, account.name()).text("collection_name"))
                .startsWith(Cluster.databaseOf(account.name()) + "_");
        assertThat(Account.creation(first, between, cluster.email()).status()).isEqualTo(201);
    }

    /** It is gone with both names, or there under one. */
    @RepeatedTest(TIMES)
    void deleteAgainstRename() {
        Account account = Account.create(cluster, first, "A");
        String wanted = cluster.name("B");

        Replies replies = Replies.of(() -> account.rename(first, wanted), () -> account.delete(second, account.name()));

        cluster.awaitRest();
        assertThat(List.of(replies.one().is(200), replies.other().is(204)))
                .as("%s", replies)
                .containsExactlyInAnyOrder(true, false);
        if (replies.one().is(200)) {
            account.assertLivesAs(second, wanted);
        } else {
            Faults.none("deleted", cluster.master().traces(account.id()));
            assertThat(Account.lookUp(first, wanted).status()).isEqualTo(404);
        }
        String free = replies.one().is(200) ? account.name() : wanted;
        assertThat(Account.creation(first, free, cluster.email()).status()).isEqualTo(201);
    }

    /** Both may be done, one after the other; the organization has one name then, and the others are free. */
    @RepeatedTest(TIMES)
    void twoRenamesOfOneOrganization() {
        Account account = Account.create(cluster, first, "A");
        String one = cluster.name("B");
        String other = cluster.name("C");

        Replies replies = Replies.of(() -> account.rename(first, one), () -> account.rename(second, other));

        assertThat(List.of(replies.one(), replies.other()))
                .allMatch(reply -> reply.is(200) || reply.is(ErrorCode.OPERATION_IN_PROGRESS))
                .anyMatch(reply -> reply.is(200));
        cluster.awaitRest();
        List<String> its = await("noticed by the instance that did not rename it")
                .atMost(Duration.ofSeconds(5))
                .until(() -> namesOf(account, List.of(account.name(), one, other)), names -> names.size() == 1);
        assertThat(its).doesNotContain(account.name());
        account.assertLivesAs(second, its.get(0));
        List.of(account.name(), one, other).stream()
                .filter(name -> !its.contains(name))
                .forEach(name -> assertThat(
                                Account.creation(second, name, cluster.email()).status())
                        .isEqualTo(201));
    }

    /** Those under which an instance finds it; for up to a second that may be an old one. */
    private List<String> namesOf(Account account, List<String> names) {
        return names.stream()
                .filter(name -> account.id().equals(Account.lookUp(first, name).text("organization_id")))
                .toList();
    }

    /** The answers to two requests that were sent at once. */
    private record Replies(Reply one, Reply other) {

        static Replies of(Supplier<Reply> one, Supplier<Reply> other) {
            CompletableFuture<Reply> first = CompletableFuture.supplyAsync(one);
            CompletableFuture<Reply> second = CompletableFuture.supplyAsync(other);
            return new Replies(first.join(), second.join());
        }

        void assertOneWins(int oneWon, int otherWon, ErrorCode lost) {
            assertThat((one.is(oneWon) && other.is(lost)) || (one.is(lost) && other.is(otherWon)))
                    .as("%s", this)
                    .isTrue();
        }
    }
}
