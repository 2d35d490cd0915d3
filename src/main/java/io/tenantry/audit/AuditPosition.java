package io.tenantry.audit;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.ProblemException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/** Where an entry stands in a list, the newest first: among those of one millisecond that with the greater id. */
record AuditPosition(Instant at, ObjectId id) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\.([0-9a-f]{24})");

    /**
     * Where the page before ended, null for the first page.
     *
     * @throws ProblemException 400 for the cursor of another list
     */
    static @Nullable AuditPosition of(PageRequest page) {
        String position = page.position();
        if (position == null) {
            return null;
        }
        Matcher parts = FORM.matcher(position);
        if (!parts.matches()) {
            throw PageRequest.badCursor();
        }
        return new AuditPosition(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), new ObjectId(parts.group(2)));
    }

    /** What comes after it in the list. */
    Criteria after() {
        return new Criteria()
                .orOperator(where("at").lt(at), where("at").is(at).and("_id").lt(id));
    }

    @Override
    public String toString() {
        return at.toEpochMilli() + "." + id.toHexString();
    }
}
