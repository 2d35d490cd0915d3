package io.tenantry.tenancy;

import static io.tenantry.tenancy.FakeDirectory.HERE;
import static io.tenantry.tenancy.FakeDirectory.THERE;
import static io.tenantry.tenancy.FakeDirectory.tenant;
import static io.tenantry.tenancy.Tenant.Access.OPEN;
import static io.tenantry.tenancy.Tenant.Access.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The acknowledgement rule of the design: a change is answered only when its tenant is open and has not moved since. */
class TenantWritesTests {

    private final FakeDirectory directory = new FakeDirectory();
    private final TenantWrites writes = new TenantWrites(directory);
    private final List<String> written = new ArrayList<>();

    /** Nothing of the second was sent, and the first is done: "this may have been written". */
    @Test
    void aSecondChangeThatFailsLeavesTheFirst() {
        StepVerifier.create(TenantWrites.second(Mono.error(new MongoTimeoutException("no server"))))
                .verifyErrorSatisfies(failure ->
                        assertThat(((ProblemException) failure).code()).isEqualTo(ErrorCode.WRITE_UNCONFIRMED));
        StepVerifier.create(TenantWrites.second(Mono.error(new DuplicateKeyException("taken"))))
                .verifyError(DuplicateKeyException.class);
    }

    @Test
    void aChangeOfAnUnmovedTenantIsAnswered() {
        StepVerifier.create(changeUnder(tenant(OPEN, 1, HERE)))
                .expectNext("answer")
                .verifyComplete();
        assertThat(written).containsExactly("org_here");
    }

    @Test
    void aChangeThatTheTenantMovedAwayFromIsNotAnswered() {
        directory.now = tenant(OPEN, 3, THERE);

        StepVerifier.create(changeUnder(tenant(OPEN, 1, HERE)))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));
    }

    @Test
    void aChangeDuringWhichAMoveBeganIsNotAnswered() {
        directory.now = tenant(READ_ONLY, 2, HERE);

        StepVerifier.create(changeUnder(tenant(OPEN, 1, HERE)))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));
    }

    @Test
    void aChangeOfATenantThatIsGoneIsNotAnswered() {
        directory.gone = true;

        StepVerifier.create(changeUnder(tenant(OPEN, 1, HERE)))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));
    }

    @Test
    void twoChangesAreConfirmedTogether() {
        Mono<TenantChange<String>> both = write().flatMap(first ->
                first.then(answer -> write().map(second -> second.map(ignored -> answer + " of both"))));

        StepVerifier.create(writes.confirm(both).contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .expectNext("answer of both")
                .verifyComplete();
        assertThat(written).containsExactly("org_here", "org_here");
    }

    /** "Nothing leaves a tenant" before it is confirmed, and all of it before the answer. */
    @Test
    void whatLeavesTheTenantWaitsForTheConfirmation() {
        List<String> left = new ArrayList<>();
        directory.reading = now -> Mono.fromSupplier(() -> {
            left.add("confirmed");
            return now;
        });
        Mono<TenantChange<String>> both = write().map(first -> leaving(first, "first", left))
                .flatMap(first -> first.then(answer -> write().map(second -> leaving(second, "second", left))))
                .map(last -> last.map(answer -> answer + " at last"));

        StepVerifier.create(writes.confirm(both).contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .assertNext(answer -> left.add(answer))
                .verifyComplete();
        assertThat(left).containsExactly("confirmed", "first", "second", "answer at last");
    }

    @Test
    void whatLeavesTheTenantStaysWhenItIsNotConfirmed() {
        List<String> left = new ArrayList<>();
        directory.now = tenant(OPEN, 3, THERE);

        StepVerifier.create(writes.confirm(write().map(change -> leaving(change, "row", left)))
                        .contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));
        assertThat(left).isEmpty();
    }

    private static TenantChange<String> leaving(TenantChange<String> change, String row, List<String> left) {
        return change.afterwards(Mono.fromRunnable(() -> left.add(row)));
    }

    @Test
    void aRefusalByTheChangeIsConfirmedBeforeItIsTold() {
        Mono<TenantChange<String>> refused = Mono.error(new ProblemException(ErrorCode.EMAIL_TAKEN, "taken"));

        StepVerifier.create(writes.confirm(refused).contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.EMAIL_TAKEN));

        directory.now = tenant(OPEN, 3, THERE);
        StepVerifier.create(writes.confirm(refused).contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));
    }

    @Test
    void aConfirmationThatFailsLeavesTheChangeUnconfirmed() {
        directory.reading = now -> Mono.error(new MongoTimeoutException("no server"));

        StepVerifier.create(changeUnder(tenant(OPEN, 1, HERE)))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));
    }

    @Test
    void aChangeWhoseConnectionBrokeMayHaveBeenDone() {
        Mono<TenantChange<String>> broken =
                Mono.error(new MongoSocketReadException("reset by peer", new ServerAddress("localhost")));

        StepVerifier.create(writes.confirm(broken).contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.WRITE_UNCONFIRMED));
    }

    @Test
    void aChangeThatFoundNoServerWasNotDone() {
        Mono<TenantChange<String>> unsent = Mono.error(new MongoTimeoutException("no server"));

        StepVerifier.create(writes.confirm(unsent).contextWrite(TenantContext.with(tenant(OPEN, 1, HERE))))
                .verifyError(MongoTimeoutException.class);
    }

    @Test
    void aChangeDuringAMoveWaitsAndGoesToTheNewPlace() {
        directory.now = tenant(READ_ONLY, 2, HERE);

        StepVerifier.withVirtualTime(() -> changeUnder(tenant(READ_ONLY, 2, HERE)))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(500))
                .then(() -> directory.now = tenant(OPEN, 3, THERE))
                .thenAwait(Duration.ofMillis(100))
                .expectNext("answer")
                .verifyComplete();
        assertThat(written).containsExactly("org_there");
    }

    @Test
    void aChangeDuringALongMoveIsRefusedAfterTwoSecondsAndNothingWasDone() {
        directory.now = tenant(READ_ONLY, 2, HERE);

        StepVerifier.withVirtualTime(() -> changeUnder(tenant(READ_ONLY, 2, HERE)))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1_900))
                .thenAwait(Duration.ofMillis(200))
                .verifyErrorSatisfies(failure -> isProblem(failure, ErrorCode.ORGANIZATION_BUSY));
        assertThat(written).isEmpty();
    }

    @Test
    void withoutATenantNothingIsWritten() {
        StepVerifier.create(writes.confirm(write())).verifyError(NoTenantException.class);
        assertThat(written).isEmpty();
    }

    private Mono<String> changeUnder(Tenant routed) {
        return writes.confirm(write()).contextWrite(TenantContext.with(routed));
    }

    private Mono<TenantChange<String>> write() {
        return TenantContext.current()
                .doOnNext(tenant -> written.add(tenant.placement().database()))
                .map(tenant -> TenantChange.of("answer"));
    }

    private static void isProblem(Throwable failure, ErrorCode code) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
