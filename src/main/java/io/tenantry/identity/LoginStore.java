package io.tenantry.identity;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.NewId;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterCollection;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The credentials of organizations' people, in the master. An address has at most one login in an organization. */
@Component
class LoginStore {

    static final MasterCollection COLLECTION = new MasterCollection(
            "logins",
            List.of(
                    new IndexModel(Indexes.ascending("email", "organization_id"), new IndexOptions().unique(true)),
                    new IndexModel(Indexes.ascending("organization_id"))));

    private final MasterTemplate master;

    LoginStore(MasterTemplate master) {
        this.master = master;
    }

    /**
     * Inserts a login, or begins the one anew that an earlier attempt at the same request inserted under the same id.
     *
     * @throws ProblemException 409 {@code email_taken}; 409 {@code idempotency_in_progress} when a later attempt has inserted it,
     *     which took this one for dead; as the error of the pipeline
     */
    Mono<Login> insert(Login login, NewId id) {
        return master.insert(login)
                .onErrorResume(
                        DuplicateKeyException.class, duplicate -> id.repeated() ? begunAnew(login) : refused(login));
    }

    private Mono<Login> refused(Login login) {
        return find(login.id()).flatMap(later -> Mono.<Login>error(takenOver())).switchIfEmpty(Mono.error(taken()));
    }

    private Mono<Login> begunAnew(Login login) {
        return master.updateFirst(
                        query(where("_id").is(login.id())), Update.update("since", login.since()), Login.class)
                .filter(result -> result.getMatchedCount() == 1)
                .switchIfEmpty(Mono.error(LoginStore::taken))
                .thenReturn(login);
    }

    /** Inserts a login unless it is there. Idempotent. */
    Mono<Void> put(Login login) {
        return master.insert(login).then().onErrorComplete(DuplicateKeyException.class);
    }

    /** In whatever organizations, the oldest first: logins that others make for the address later crowd out none. */
    Flux<Login> findByEmail(EmailAddress email) {
        return master.find(query(where("email").is(email)).with(Sort.by("_id")), Login.class);
    }

    Mono<Login> find(EmailAddress email, OrganizationId organization) {
        return master.findOne(
                query(where("email").is(email).and("organization_id").is(organization)), Login.class);
    }

    Mono<Login> find(UserId id) {
        return master.findById(id, Login.class);
    }

    Flux<Login> findAll(Collection<UserId> ids) {
        return master.find(query(where("_id").in(ids)), Login.class);
    }

    /** @throws ProblemException 409 {@code version_conflict}, as the error of the pipeline, when the login is gone */
    Mono<Void> activate(UserId id, Instant now) {
        return master.updateFirst(query(where("_id").is(id)), active(now), Login.class)
                .filter(result -> result.getMatchedCount() == 1)
                .switchIfEmpty(Mono.error(LoginStore::gone))
                .then();
    }

    /** Keeps somebody from signing in while they are being removed, from a time that says which removal it is. */
    Mono<Void> suspend(UserId id, Instant since) {
        Update pending = new Update().set("state", Login.State.PENDING).set("since", since);
        return master.updateFirst(query(where("_id").is(id)), pending, Login.class)
                .then();
    }

    /**
     * Lets somebody sign in again whose removal did not come about. Nothing when their login is gone, or when another removal
     * has suspended it since, which may come about.
     */
    Mono<Void> reactivate(UserId id, Instant suspended, Instant now) {
        return master.updateFirst(query(stillPending(id, suspended)), active(now), Login.class)
                .then();
    }

    private static ProblemException takenOver() {
        return new ProblemException(
                ErrorCode.IDEMPOTENCY_IN_PROGRESS, "Another attempt at the same request is making the account.");
    }

    static ProblemException taken() {
        return new ProblemException(
                ErrorCode.EMAIL_TAKEN, "The organization has a user with this e-mail address already.");
    }

    private static ProblemException gone() {
        return new ProblemException(ErrorCode.VERSION_CONFLICT, "The account was removed while it was being made.");
    }

    Mono<Void> remove(UserId id) {
        return master.remove(query(where("_id").is(id)), Login.class).then();
    }

    /** Those that have been pending since before a time. */
    Flux<Login> findPending(Instant before) {
        Document pending = new Document("state", Login.State.PENDING.name())
                .append("since", new Document("$lt", Date.from(before)));
        return master.scan(pending, Login.class);
    }

    /** Removes a pending login, unless it has become active or was begun anew meanwhile. */
    Mono<Void> removePending(Login login) {
        return master.remove(query(stillPending(login.id(), login.since())), Login.class)
                .then();
    }

    /** Activates a pending login; the answer is false when it has become active or was begun anew meanwhile. */
    Mono<Boolean> activatePending(Login login, Instant now) {
        return master.updateFirst(query(stillPending(login.id(), login.since())), active(now), Login.class)
                .map(result -> result.getMatchedCount() == 1);
    }

    private static Criteria stillPending(UserId id, Instant since) {
        return where("_id")
                .is(id)
                .and("state")
                .is(Login.State.PENDING)
                .and("since")
                .is(since);
    }

    private static Update active(Instant now) {
        return new Update().set("state", Login.State.ACTIVE).set("since", now);
    }

    Mono<Void> removeAll(OrganizationId organization) {
        return master.remove(query(where("organization_id").is(organization)), Login.class)
                .then();
    }
}
