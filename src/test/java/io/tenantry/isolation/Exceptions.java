package io.tenantry.isolation;

import static io.tenantry.isolation.Outcome.ADMITTED;
import static io.tenantry.isolation.Outcome.refused;

import io.tenantry.kernel.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the contract departs from the {@link Rules}, each with its reason. */
final class Exceptions {

    /** One of them. Only for callers with good credentials, who may do this. */
    private record Departure(String operation, Predicate<Attempt> attempts, Outcome outcome, String reason) {

        boolean matches(Operation other, Attempt attempt) {
            return other.label().equals(operation) && attempts.test(attempt);
        }
    }

    private static final List<Departure> ALL = List.of(
            new Departure("POST /announcements/ticket", Exceptions::isReader, ADMITTED, "a ticket is for reading"),
            new Departure(
                    "GET /ws/announcements",
                    attempt -> isMighty(attempt) || isReaderInside(attempt),
                    refused(ErrorCode.MALFORMED_REQUEST),
                    "it is for WebSockets, which the matrix does not ask for"),
            new Departure(
                    "GET /audit-log",
                    Exceptions::isReader,
                    refused(ErrorCode.FORBIDDEN),
                    "read:* does not include the audit log"),
            new Departure(
                    "GET /audit-log/verify",
                    Exceptions::isReader,
                    refused(ErrorCode.FORBIDDEN),
                    "read:* does not include the audit log"),
            new Departure(
                    "GET /operations/{id}",
                    Exceptions::isReader,
                    refused(ErrorCode.FORBIDDEN),
                    "operations are for the organization's admin"),
            new Departure(
                    "DELETE /org/delete",
                    attempt -> isMighty(attempt) && attempt.isForeign(),
                    refused(ErrorCode.FORBIDDEN),
                    "by name, absent (404) and another organization's (403) differ"),
            new Departure(
                    "DELETE /org/delete",
                    attempt -> isMighty(attempt) && attempt.isOfNobody(),
                    refused(ErrorCode.NOT_FOUND),
                    "by name, absent (404) and another organization's (403) differ"),
            new Departure(
                    "DELETE /org/delete",
                    attempt -> isMighty(attempt) && attempt.named() == Side.MALFORMED,
                    refused(ErrorCode.VALIDATION_FAILED),
                    "the name is a field of the body"),
            new Departure(
                    "GET /org/get",
                    attempt -> isLooking(attempt) && attempt.isOfNobody(),
                    refused(ErrorCode.NOT_FOUND),
                    "the name is a parameter of the query"),
            new Departure(
                    "GET /org/get",
                    attempt -> isLooking(attempt) && attempt.named() == Side.MALFORMED,
                    refused(ErrorCode.VALIDATION_FAILED),
                    "the name is a parameter of the query"),
            new Departure(
                    "PUT /roles/{name}",
                    attempt -> isMighty(attempt) && (attempt.isForeign() || attempt.isOfNobody()),
                    ADMITTED,
                    "a role's name belongs to its organization: what another one calls its roles is free here"),
            new Departure(
                    "PUT /roles/{name}",
                    attempt -> isMighty(attempt) && attempt.named() == Side.MALFORMED,
                    refused(ErrorCode.VALIDATION_FAILED),
                    "it makes the role, and no role can have that name"));

    private Exceptions() {}

    static Optional<Outcome> find(Operation operation, Attempt attempt) {
        return ALL.stream()
                .filter(departure -> departure.matches(operation, attempt))
                .map(Departure::outcome)
                .findFirst();
    }

    static List<String> operations() {
        return ALL.stream().map(Departure::operation).distinct().toList();
    }

    private static boolean isReader(Attempt attempt) {
        return attempt.credential().isReader();
    }

    private static boolean isReaderInside(Attempt attempt) {
        return isLooking(attempt) && isReader(attempt);
    }

    /** Who acts in an organization with all permissions. */
    private static boolean isMighty(Attempt attempt) {
        Credential credential = attempt.credential();
        return isLooking(attempt) && credential.side() != null && !credential.isReader() && !credential.isPowerless();
    }

    private static boolean isLooking(Attempt attempt) {
        return attempt.credential().state() == Credential.State.GOOD;
    }
}
