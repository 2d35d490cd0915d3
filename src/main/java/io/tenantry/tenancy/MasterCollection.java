package io.tenantry.tenancy;

import com.mongodb.client.model.IndexModel;
import java.util.List;

/** A collection of the master with its indexes, which exist before the first request. A module provides one as a bean. */
public record MasterCollection(String name, List<IndexModel> indexes) {}
