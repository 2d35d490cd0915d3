package io.tenantry.organization;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An organization as the master knows it.
 *
 * @param nameKey what its name has in common with every spelling of it
 * @param claims every claim that it holds or is about to take: a claim that its organization does not name is garbage
 * @param epoch grows with every change of status or placement, never shrinks
 * @param version grows with every change of this document
 */
@Document("organizations")
record Organization(
        @Id OrganizationId id,
        String name,
        String nameKey,
        Placement placement,
        List<String> claims,
        EmailAddress adminEmail,
        UserId adminId,
        OrganizationStatus status,
        Tier tier,
        long epoch,
        long version,
        Instant createdAt,
        @Nullable Instant updatedAt) {

    static Organization provisioning(
            OrganizationId id, OrganizationName name, Placement placement, EmailAddress admin, Instant now) {
        return new Organization(
                id,
                name.display(),
                name.key().value(),
                placement,
                claimsOf(name.key(), placement, admin),
                admin,
                UserId.create(),
                OrganizationStatus.PROVISIONING,
                Tier.FREE,
                0,
                1,
                now,
                null);
    }

    private static List<String> claimsOf(NameKey key, Placement placement, EmailAddress admin) {
        return List.of(Claim.name(key), Claim.email(admin), Claim.namespace(placement));
    }

    /** The same organization about to live in another namespace, its own being used. */
    Organization placed(Placement elsewhere, NameKey key) {
        return new Organization(
                id,
                name,
                nameKey,
                elsewhere,
                claimsOf(key, elsewhere, adminEmail),
                adminEmail,
                adminId,
                status,
                tier,
                epoch,
                version,
                createdAt,
                updatedAt);
    }

    boolean isVisible() {
        return status.isVisible();
    }

    boolean isActive() {
        return status == OrganizationStatus.ACTIVE;
    }

    boolean isNamed(NameKey key) {
        return nameKey.equals(key.value());
    }

    /** Whether this is what the other becomes when its rename begins. */
    boolean isRenamingFrom(Organization before) {
        return status == OrganizationStatus.RENAMING && epoch == before.epoch + 1 && claims.equals(before.claims);
    }

    /** As routing sees it. */
    Tenant tenant() {
        return new Tenant(id, name, placement, status.access(), epoch);
    }

    /** Whether this is a later state of the same organization than the other. */
    boolean isNewerThan(@Nullable Organization other) {
        return other == null || version > other.version;
    }
}
