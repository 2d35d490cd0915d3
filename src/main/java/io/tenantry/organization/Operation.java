package io.tenantry.organization;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.CopyProgress;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What is being done to an organization: a part of the organization's own document, so that step, status, epoch and place
 * change in one compare-and-set.
 *
 * <p>The instance that runs it renews its lease by counting {@code beat} up. An instance that has watched the same beat and
 * the same version for {@link Lease#LENGTH} by its own monotonic clock takes the operation over: no clock is compared with
 * another one (C. Gray and D. Cheriton, Leases, 1989, without their bound on clock skew).
 *
 * @param step what is to be done next; everything before it is done
 * @param attempt counts from 1, and grows whenever a copy is begun anew, for whatever reason
 * @param latecomers how many copies were spoilt because somebody wrote meanwhile; null for none
 * @param owner the execution that runs it, of whatever instance; null when it was handed back
 * @param move where a rename goes
 * @param failure why it is being undone
 * @param kept whether its end is kept for {@code GET /operations/{id}}
 * @param updatedAt of its last step or beat; null before there was one
 */
@RecordBuilder
record Operation(
        ObjectId id,
        OperationType type,
        StepName step,
        int attempt,
        @Nullable Integer latecomers,
        @Nullable String owner,
        long beat,
        @Nullable Move move,
        @Nullable CopyProgress progress,
        @Nullable Failure failure,
        boolean kept,
        Instant createdAt,
        @Nullable Instant updatedAt)
        implements OperationBuilder.With {

    /** Why an operation failed, in the words that its caller is told. */
    record Failure(ErrorCode code, String detail) {

        static Failure of(Throwable cause) {
            return cause instanceof ProblemException problem
                    ? new Failure(problem.code(), problem.detail())
                    : new Failure(ErrorCode.INTERNAL_ERROR, "The operation failed and was undone.");
        }

        ProblemException asProblem() {
            return new ProblemException(code, detail);
        }
    }

    static Operation begin(ObjectId id, OperationType type, StepName first, String owner, Instant now) {
        return new Operation(id, type, first, 1, null, owner, 0, null, null, null, true, now, null);
    }

    Operation at(StepName next) {
        return withStep(next);
    }

    /** Begun anew at a step. */
    Operation againAt(StepName again) {
        return with(next -> next.step(again).attempt(attempt + 1).progress(null));
    }

    /** After somebody wrote into a source that was being copied. */
    Operation spoilt() {
        return withLatecomers(spoiltCopies() + 1);
    }

    int spoiltCopies() {
        return latecomers == null ? 0 : latecomers;
    }

    Operation to(Move elsewhere) {
        return withMove(elsewhere);
    }

    Operation failed(Failure cause) {
        return withFailure(cause);
    }

    Operation ownedBy(String execution) {
        return with(next -> next.owner(execution).beat(0));
    }

    /** The same, of which nobody was told. */
    Operation unkept() {
        return withKept(false);
    }

    boolean isOwnedBy(String execution) {
        return execution.equals(owner);
    }

    String requiredOwner() {
        if (owner == null) {
            throw new IllegalStateException("Operation " + id + " was handed back.");
        }
        return owner;
    }

    /** Its last step or beat. */
    Instant lastSeen() {
        return updatedAt == null ? createdAt : updatedAt;
    }

    boolean isHandedBack() {
        return owner == null;
    }

    /** Where it goes, for operations that go somewhere. */
    Move requiredMove() {
        if (move == null) {
            throw new IllegalStateException(type + " moves nothing.");
        }
        return move;
    }
}
