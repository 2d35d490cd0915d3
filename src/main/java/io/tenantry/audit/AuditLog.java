package io.tenantry.audit;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Uninterrupted;
import io.tenantry.tenancy.TenantChange;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * The log that each organization keeps of itself, in its own database. A change and its entry are one
 * {@link TenantChange}: the entry is written after the change and before both are confirmed, so that no change is answered
 * that is not in the log. A change that was never answered may be there without its entry, when its instance died in
 * between, but not because its caller hung up.
 *
 * <p>Who asked is {@link Origin#current()}, and a change for which nobody is known is not made. An entry that cannot be
 * written leaves its change unconfirmed: 503 {@code write_unconfirmed}.
 */
@Service
public class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final AuditChain chain;
    private final ChainHeadStore heads;

    AuditLog(AuditChain chain, ChainHeadStore heads) {
        this.chain = chain;
        this.heads = heads;
    }

    /**
     * The change together with its entry.
     *
     * @param event what to record, from the answer of the change
     */
    public <T> Mono<TenantChange<T>> recorded(Mono<TenantChange<T>> change, Function<? super T, AuditEvent> event) {
        return recordedIf(change, done -> true, event);
    }

    /** For a change by somebody who has no token yet, such as a sign-up. */
    public <T> Mono<TenantChange<T>> recorded(
            Mono<TenantChange<T>> change, Function<? super T, AuditEvent> event, Origin origin) {
        return recorded(change, event).contextWrite(origin.inContext());
    }

    /**
     * The change together with its entry, or as it is when nothing was done.
     *
     * @param done whether something was, from the answer of the change
     */
    public <T> Mono<TenantChange<T>> recordedIf(
            Mono<TenantChange<T>> change, Predicate<? super T> done, Function<? super T, AuditEvent> event) {
        return Origin.current()
                .flatMap(known -> Uninterrupted.of(change.flatMap(made -> made.then(answer -> done.test(answer)
                        ? entry(event.apply(answer)).map(written -> written.map(id -> answer))
                        : Mono.just(TenantChange.of(answer))))));
    }

    /** An entry by itself; the answer is its id. */
    public Mono<TenantChange<ObjectId>> entry(AuditEvent event) {
        return Origin.current()
                .flatMap(origin -> chain.append(event, origin))
                .doOnError(failure -> LOG.warn("An entry of the audit log was not written", failure))
                .onErrorMap(failure -> unconfirmed())
                .map(head -> TenantChange.of(head.entryId()).afterwards(advance(head)));
    }

    /** A head that is behind does no harm: the next entry moves it further. */
    private Mono<Void> advance(ChainHead head) {
        return heads.advance(head)
                .doOnError(failure -> LOG.warn("The head of {} stays behind", head.organizationId(), failure))
                .onErrorComplete();
    }

    /** Forgets how far the log of an organization had come that is deleted. Idempotent; what is never forgotten is small. */
    public Mono<Void> forget(OrganizationId organization) {
        return heads.remove(organization);
    }

    private static ProblemException unconfirmed() {
        return new ProblemException(
                ErrorCode.WRITE_UNCONFIRMED,
                "This may have been written, but not recorded in the audit log: look before you repeat it.");
    }
}
