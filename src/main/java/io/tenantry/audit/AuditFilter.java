package io.tenantry.audit;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.tenantry.kernel.Ids;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Which entries a list has: what is null does not matter.
 *
 * @param from the first moment
 * @param to the moment after the last
 * @param actor the id of who did it
 */
record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable ObjectId actor,
        @Nullable String action,
        @Nullable String resourceType,
        @Nullable String resourceId) {

    /**
     * Reads the query parameters.
     *
     * @throws ProblemException 400 for one that no entry could have
     */
    static AuditFilter of(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String resourceType,
            @Nullable String resourceId) {
        if (from != null && to != null && to.isBefore(from)) {
            throw ProblemException.invalid("to", "must not be before from");
        }
        return new AuditFilter(
                from, to, actor(actor), word("action", action), word("resource_type", resourceType), id(resourceId));
    }

    private static @Nullable ObjectId actor(@Nullable String text) {
        try {
            return text == null ? null : Ids.parse(text);
        } catch (InvalidValueException none) {
            throw ProblemException.invalid("actor", none.problem());
        }
    }

    private static @Nullable String word(String parameter, @Nullable String text) {
        if (text != null && !AuditEvent.isWord(text)) {
            throw ProblemException.invalid(
                    parameter, "must be a word of at most 64 of a-z, 0-9 and _, beginning with a letter");
        }
        return text;
    }

    private static @Nullable String id(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String id = Text.clean(text);
            if (!id.isEmpty() && id.codePointCount(0, id.length()) <= Recordable.MAX_ID) {
                return id;
            }
        } catch (InvalidValueException malformed) {
            throw ProblemException.invalid("resource_id", malformed.problem());
        }
        throw ProblemException.invalid("resource_id", "must have 1 to " + Recordable.MAX_ID + " characters");
    }

    /** In an organization's own log. */
    Query query(@Nullable AuditPosition after) {
        return query(Stream.empty(), after);
    }

    /** In the log of the platform. */
    Query query(OrganizationId organization, @Nullable AuditPosition after) {
        return query(Stream.of(where("organization_id").is(organization)), after);
    }

    private Query query(Stream<Criteria> scope, @Nullable AuditPosition after) {
        List<Criteria> all = Stream.concat(scope, conditions(after)).toList();
        return all.isEmpty() ? new Query() : new Query(new Criteria().andOperator(all));
    }

    private Stream<Criteria> conditions(@Nullable AuditPosition after) {
        return Stream.of(
                        Optional.ofNullable(from).map(time -> where("at").gte(time)),
                        Optional.ofNullable(to).map(time -> where("at").lt(time)),
                        Optional.ofNullable(actor).map(id -> where("actor.id").is(id)),
                        Optional.ofNullable(action).map(word -> where("action").is(word)),
                        Optional.ofNullable(resourceType)
                                .map(word -> where("resource_type").is(word)),
                        Optional.ofNullable(resourceId)
                                .map(id -> where("resource_id").is(id)),
                        Optional.ofNullable(after).map(AuditPosition::after))
                .flatMap(Optional::stream);
    }
}
