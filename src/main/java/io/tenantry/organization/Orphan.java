package io.tenantry.organization;

import io.tenantry.tenancy.Clusters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Data that no claim explains, or a claim that no organization explains. It is reported; what becomes of it is decided by
 * people, unless it lies under a retired namespace.
 *
 * @param id the kind and what it is about, so that each is reported once
 * @param cluster where; null for the claim of a name or an address
 * @param namespace the database, or what is claimed
 * @param since when it was first seen
 */
@Document("orphans")
record Orphan(@Id String id, Kind kind, @Nullable String cluster, String namespace, Instant since) {

    enum Kind {
        DATABASE_WITHOUT_CLAIM,
        CLAIM_WITHOUT_ORGANIZATION
    }

    static Orphan database(String name, Instant now) {
        return of(Kind.DATABASE_WITHOUT_CLAIM, Clusters.MAIN, name, now);
    }

    static Orphan claim(Claim claim, Instant now) {
        return of(
                Kind.CLAIM_WITHOUT_ORGANIZATION, Claim.isNamespace(claim.id()) ? Clusters.MAIN : null, claim.id(), now);
    }

    private static Orphan of(Kind kind, @Nullable String cluster, String namespace, Instant now) {
        return new Orphan(kind + " " + namespace, kind, cluster, namespace, now);
    }
}
