package io.tenantry.organization;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.tenantry.kernel.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Which organizations a list has: what is null does not matter.
 *
 * @param prefix what the key of the name begins with
 */
record OrganizationFilter(
        @Nullable OrganizationStatus status,
        @Nullable Tier tier,
        @Nullable NameKey prefix) {

    /**
     * Reads the query parameters.
     *
     * @param q the beginning of a name, in any spelling
     * @throws ProblemException 400 for {@code q} when no name begins like this
     */
    static OrganizationFilter of(@Nullable OrganizationStatus status, @Nullable Tier tier, @Nullable String q) {
        return new OrganizationFilter(status, tier, q == null ? null : prefix(q));
    }

    private static NameKey prefix(String q) {
        try {
            return OrganizationName.of(q).key();
        } catch (ProblemException refused) {
            throw ProblemException.invalid("q", refused.fields().get(0).message());
        }
    }

    /** Deleted organizations have no key, and are in no list. */
    Criteria criteria() {
        Criteria criteria = prefix == null
                ? where("name_key").exists(true)
                : where("name_key").regex("^" + Pattern.quote(prefix.value()));
        criteria = status == null ? criteria : criteria.and("status").is(status);
        return tier == null ? criteria : criteria.and("tier").is(tier);
    }
}
