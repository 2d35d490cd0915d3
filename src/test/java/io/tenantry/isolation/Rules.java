package io.tenantry.isolation;

import static io.tenantry.isolation.Outcome.ADMITTED;
import static io.tenantry.isolation.Outcome.refused;

import io.tenantry.kernel.ErrorCode;

/**
 * What the contract says of each cell of the matrix ("Statuses", "Authentication", "Platform", "People and access"): first
 * what the credentials are worth, then what their owner may do, then whether what is named is theirs.
 */
final class Rules {

    private Rules() {}

    static Outcome of(Operation operation, Attempt attempt) {
        return Exceptions.find(operation, attempt)
                .orElseGet(() -> of(operation, Operations.access(operation), attempt));
    }

    private static Outcome of(Operation operation, Access access, Attempt attempt) {
        if (access == Access.OPEN) {
            return Outcome.AS_ANYBODY;
        }
        return switch (attempt.credential().state()) {
            case MISSING -> access == Access.LOOKUP ? ADMITTED : refused(ErrorCode.AUTHENTICATION_REQUIRED);
            case WORTHLESS -> refused(ErrorCode.INVALID_TOKEN);
            case SUSPENDED -> refused(ErrorCode.ORGANIZATION_SUSPENDED);
            case UNFINISHED ->
                Operations.isBeforeSecondFactor(operation) ? ADMITTED : refused(ErrorCode.SECOND_FACTOR_REQUIRED);
            case INTRUDING -> refused(ErrorCode.FORBIDDEN);
            case NOWHERE -> refused(ErrorCode.NOT_FOUND);
            case GOOD ->
                may(operation, access, attempt.credential())
                        ? reached(operation, attempt)
                        : refused(ErrorCode.FORBIDDEN);
        };
    }

    private static boolean may(Operation operation, Access access, Credential credential) {
        return switch (access) {
            case OPEN, LOOKUP -> true;
            case PLATFORM -> credential.isSuperuser();
            case PERSON -> credential.isPerson() || isOfSuperusersToo(operation, credential);
            case HOLDERS ->
                credential.isSuperuser()
                        ? isOfSuperusersToo(operation, credential)
                        : !credential.isPowerless() && (!credential.isReader() || operation.isSafe());
        };
    }

    private static boolean isOfSuperusersToo(Operation operation, Credential credential) {
        return credential.isSuperuser() && Operations.isOfSuperusersToo(operation);
    }

    /** 404: "absent or in another organization (the same body for both)". */
    private static Outcome reached(Operation operation, Attempt attempt) {
        return operation.namesSomething() && attempt.reachesOut() ? refused(ErrorCode.NOT_FOUND) : ADMITTED;
    }
}
