package io.tenantry.announcement;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.tenantry.tenancy.TenantCollection;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.types.ObjectId;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The announcements of the organization that the pipeline runs for. The number is the {@code _id}: whoever inserts it has
 * it, whatever the number of instances, and a number is there only when all before it are.
 */
@Component
class AnnouncementStore {

    private static final TenantCollection COLLECTION = new TenantCollection(
            Announcement.COLLECTION,
            List.of(new IndexModel(Indexes.ascending("announcement_id"), new IndexOptions().unique(true))));

    private final TenantTemplate tenant;
    private final TenantSchema schema;

    AnnouncementStore(TenantTemplate tenant, TenantSchema schema) {
        this.tenant = tenant;
        this.schema = schema;
    }

    /**
     * Inserts an announcement under its number.
     *
     * @throws org.springframework.dao.DuplicateKeyException as the error of the pipeline, when the number or the id is taken
     */
    Mono<Announcement> insert(Announcement announcement) {
        return schema.ensure(COLLECTION).then(Mono.defer(() -> tenant.insert(announcement)));
    }

    Mono<Announcement> find(ObjectId id) {
        return tenant.findOne(query(where("announcement_id").is(id)), Announcement.class);
    }

    /**
     * In order, those after a number which a majority has: they are there whichever server is the next primary. It passes
     * over numbers that somebody has taken away.
     */
    Flux<Announcement> list(long after, int limit) {
        return durable(where("_id").gt(after), limit);
    }

    /**
     * The same with no more than the next numbers. They are asked for one by one, because the embedded server reads the whole
     * collection for a range.
     */
    Flux<Announcement> listNext(long after, int limit) {
        List<Long> numbers =
                LongStream.rangeClosed(after + 1, after + limit).boxed().toList();
        return durable(where("_id").in(numbers), limit);
    }

    private Flux<Announcement> durable(Criteria which, int limit) {
        return tenant.find(
                query(which).with(Sort.by("_id")).limit(limit).withReadConcern(ReadConcern.MAJORITY),
                Announcement.class);
    }

    /**
     * The newest number, 0 for none, of what a majority has: what comes after it must never be without it, whichever server
     * is the next primary.
     */
    Mono<Long> findLast() {
        Query newest =
                new Query().with(Sort.by(Sort.Direction.DESC, "_id")).limit(1).withReadConcern(ReadConcern.MAJORITY);
        return tenant.findOne(newest, Announcement.class).map(Announcement::seq).defaultIfEmpty(0L);
    }
}
