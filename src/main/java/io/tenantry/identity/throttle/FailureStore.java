package io.tenantry.identity.throttle;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What failed lately, and what else is limited whatever comes of it: sign-ups, requests about forgotten passwords, mails; for
 * all instances. An attempt is counted <em>before</em> anything is done, in one step with the question whether it may be
 * made, so that of many at once no more get through than of as many in a row, and one whose client hangs up counts too.
 */
@Component
class FailureStore {

    static final MasterCollection COLLECTION =
            new MasterCollection("login_failures", List.of(new IndexModel(Indexes.ascending("forget_at"))));

    /** Each round somebody else's attempt is counted, and from the limit on the others are told to wait. */
    private static final Retry WHEN_OVERTAKEN = Retry.max(20)
            .filter(OptimisticLockingFailureException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    private static final FindAndModifyOptions UPSERT =
            FindAndModifyOptions.options().returnNew(true).upsert(true);

    private final MasterTemplate master;

    FailureStore(MasterTemplate master) {
        this.master = master;
    }

    Flux<Failures> find(Collection<String> ids) {
        return master.find(query(where("_id").in(ids)), Failures.class);
    }

    /**
     * Counts an attempt.
     *
     * @param refusal what is answered when the attempt must wait so long; then it is not counted
     * @return what was counted lately, this one included
     */
    Mono<Failures> countOrRefuse(
            String id, Attempt attempt, Limit limit, Function<Duration, ProblemException> refusal) {
        return count(id, attempt, limit)
                .switchIfEmpty(Mono.defer(() -> delay(id, attempt)).flatMap(wait -> Mono.error(refusal.apply(wait))));
    }

    private Mono<Duration> delay(String id, Attempt attempt) {
        return master.findById(id, Failures.class)
                .map(failures -> failures.delay(attempt.at()))
                .defaultIfEmpty(Duration.ZERO);
    }

    /** See {@link #countOrRefuse}: empty when the attempt must wait; then it is not counted. */
    Mono<Failures> count(String id, Attempt attempt, Limit limit) {
        return Mono.defer(() -> push(id, attempt, limit))
                .onErrorResume(DuplicateKeyException.class, nearTheLimit -> inTurn(id, attempt, limit))
                .retryWhen(WHEN_OVERTAKEN);
    }

    /** The common case, in which any number of attempts may go side by side; a duplicate key when it is not. */
    private Mono<Failures> push(String id, Attempt attempt, Limit limit) {
        Criteria farFromTheLimit = where("_id")
                .is(id)
                .and("attempts." + (limit.failures() - 2))
                .exists(false)
                .and("until")
                .exists(false);
        Update oneMore = new Update()
                .push("attempts", attempt)
                .set("forget_at", Failures.forgetAt(attempt.at(), limit))
                .inc("version", 1);
        return master.findAndModify(query(farFromTheLimit), oneMore, UPSERT, Failures.class);
    }

    private Mono<Failures> inTurn(String id, Attempt attempt, Limit limit) {
        return master.findById(id, Failures.class)
                .switchIfEmpty(Mono.error(FailureStore::overtaken))
                .filter(failures -> failures.delay(attempt.at()).isZero())
                .flatMap(failures -> replace(failures, failures.with(attempt, limit)));
    }

    private Mono<Failures> replace(Failures before, Failures after) {
        return master.replace(unchanged(before), after)
                .filter(result -> result.getMatchedCount() == 1)
                .switchIfEmpty(Mono.error(FailureStore::overtaken))
                .thenReturn(after);
    }

    private static Query unchanged(Failures failures) {
        return query(where("_id").is(failures.id()).and("version").is(failures.version()));
    }

    private static OptimisticLockingFailureException overtaken() {
        return new OptimisticLockingFailureException("Another attempt was counted meanwhile.");
    }

    /**
     * Takes back an attempt that did not fail, and the wait that it caused.
     *
     * @param counted what {@link #countOrRefuse} answered
     */
    Mono<Void> takeBack(Failures counted, Attempt attempt) {
        return (counted.isOnly(attempt) ? removeUnchanged(counted) : Mono.just(false))
                .filter(removed -> !removed)
                .flatMap(others -> endWait(counted)
                        .then(Mono.defer(() -> set(query(where("_id").is(counted.id())), without(attempt)))));
    }

    private Mono<Boolean> removeUnchanged(Failures counted) {
        return master.remove(unchanged(counted), Failures.class).map(result -> result.getDeletedCount() == 1);
    }

    /** Unless there is none, or it is another one's by now. */
    private Mono<Void> endWait(Failures counted) {
        return counted.until() == null
                ? Mono.empty()
                : set(
                        query(where("_id").is(counted.id()).and("until").is(counted.until())),
                        new Update().unset("until").inc("version", 1));
    }

    private static Update without(Attempt attempt) {
        return new Update()
                .pull("attempts", new Document("token", attempt.token()))
                .inc("version", 1);
    }

    private Mono<Void> set(Query which, Update update) {
        return master.updateFirst(which, update, Failures.class).then();
    }

    Mono<Void> forget(String id) {
        return master.remove(query(where("_id").is(id)), Failures.class).then();
    }

    /** Those that mean nothing any more. */
    Mono<Void> forgetOld(Instant now) {
        return master.remove(query(where("forget_at").lt(now)), Failures.class).then();
    }
}
