package io.tenantry.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.conversions.Bson;

/**
 * An operation that begins at the first instance, is held there before one of its steps, and ends at the second one. What it
 * left free then belongs to a successor, another organization.
 */
abstract class Subject {

    /** A lease, and some two dozen operations on two cores. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    /** What is garbage is looked for every minute at least. */
    private static final Duration SWEPT_WITHIN = Duration.ofSeconds(75);

    final Cluster cluster;
    final Step step;

    Subject(Cluster cluster, Step step) {
        this.cluster = cluster;
        this.step = step;
    }

    /** One for each step of each operation. */
    static List<Subject> all(Cluster cluster) {
        List<Subject> subjects = Stream.of(
                        each(Step.PROVISION, step -> new ProvisionSubject(cluster, step)),
                        each(Step.RENAME, step -> new RenameSubject(cluster, step)),
                        each(Step.RENAME_SWITCHED, step -> new RenameSubject(cluster, step)),
                        each(Step.UNDO, step -> new UndoSubject(cluster, step)),
                        each(Step.DELETE, step -> new DeleteSubject(cluster, step)))
                .flatMap(each -> each)
                .toList();
        Together.each(subjects, Subject::prepare);
        return subjects;
    }

    /** One for each step that takes something, which could be taken again when it is free. */
    static List<Subject> taking(Cluster cluster) {
        List<Subject> subjects = Stream.of(
                        each(Step.TAKING_NEW, step -> new ForgottenSubject(cluster, step)),
                        each(Step.TAKING_MORE, step -> new FreedSubject(cluster, step)))
                .flatMap(each -> each)
                .toList();
        Together.each(subjects, Subject::prepare);
        return subjects;
    }

    /** Freezes the first instance with all of them held, lets them end and life go on elsewhere, and wakes it. */
    static void wakeTooLate(Cluster cluster, List<Subject> subjects) {
        List<Hold> holds = subjects.stream().map(Subject::begin).toList();
        cluster.first().stop();
        Together.each(subjects, Subject::awaitEnd);
        Together.each(subjects, Subject::moveOn);
        holds.forEach(Hold::release);
        cluster.first().resume();
        cluster.first().awaitReady();
    }

    private static Stream<Subject> each(List<Step> steps, Function<Step, Subject> subject) {
        return steps.stream().map(subject);
    }

    /** Makes what the operation works on. */
    void prepare() {}

    /** Starts the operation at the first instance; returns when it is held. */
    abstract Hold begin();

    /** Waits until the second instance has ended it; it has gone the whole way or none of it, and what is free can be had. */
    abstract void awaitEnd();

    /** Makes what the operation worked on live on in another way: back under the old name, or another organization's. */
    abstract void moveOn();

    /** Whatever lives is as it should be, and what is gone stays gone. */
    abstract void assertUnharmed();

    /** A request whose answer nobody waits for. */
    final void send(Runnable request) {
        Thread thread = new Thread(request, step.toString());
        thread.setDaemon(true);
        thread.start();
    }

    final void awaitRest(Bson organization) {
        await("the end of " + step)
                .atMost(ENDS_WITHIN)
                .until(() -> !cluster.master().isPassing(organization));
    }

    /** Another organization under a name that must be free. */
    final Account successor(String name, String email) {
        return Account.create(cluster.second(), name, email);
    }

    /** It can be found, read and written. */
    final void assertLives(Account account, String name) {
        account.assertLivesAs(cluster.second(), name);
        Reply added = account.addUser(cluster.second(), cluster.email(), "Added");
        assertThat(added.status()).as("%s", added).isEqualTo(201);
        assertThat(account.user(cluster.second(), added.text("id")).text("full_name"))
                .isEqualTo("Added");
    }

    /** Nobody has the name, and what took it for a moment gives it back. */
    final void assertFree(String name) {
        await(name + " to be free")
                .atMost(SWEPT_WITHIN)
                .untilAsserted(() -> Faults.none("claims", cluster.master().claimsOf(name)));
    }

    /** Nothing of it comes back, and what did for a moment goes. */
    final void assertGone(String organizationId) {
        await("no trace of " + organizationId)
                .untilAsserted(() -> Faults.none("traces", cluster.master().traces(organizationId)));
    }

    @Override
    public String toString() {
        return step.toString();
    }
}
