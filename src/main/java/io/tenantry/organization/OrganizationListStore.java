package io.tenantry.organization;

import static org.springframework.data.mongodb.core.query.Query.query;

import io.tenantry.tenancy.MasterTemplate;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The organizations as a list, for those who operate the service. */
@Component
class OrganizationListStore {

    private final MasterTemplate master;

    OrganizationListStore(MasterTemplate master) {
        this.master = master;
    }

    /** In the order of their ids, which is that of their making and survives renames. */
    Flux<Organization> list(OrganizationFilter filter, @Nullable ObjectId after, int limit) {
        Criteria criteria = filter.criteria();
        return master.find(
                query(after == null ? criteria : criteria.and("_id").gt(after))
                        .with(Sort.by("_id"))
                        .limit(limit),
                Organization.class);
    }
}
