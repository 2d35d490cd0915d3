package io.tenantry.tenancy;

import com.mongodb.client.model.IndexModel;
import java.util.List;

/** A collection that an organization gets with its indexes on the first write to it, and not before. */
public record TenantCollection(String name, List<IndexModel> indexes) {}
