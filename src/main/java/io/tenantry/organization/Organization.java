package io.tenantry.organization;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.PeopleVersion;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An organization as the master knows it.
 *
 * @param nameKey what its name has in common with every spelling of it
 * @param claims every claim that it holds or is about to take: a claim that its organization does not name is garbage
 * @param nameTakenIn the operation that took its name; a later claim of the same name is another claim
 * @param epoch grows with every change of status or placement, never shrinks
 * @param version grows by one with every change of this document but a beat or a handing back of its operation, and the
 *     count of changes of its people
 * @param people grows after every change of one of its people, and changes nothing else
 * @param peopleTopics what the latest of these changes were about: {@link PeopleVersion#latest}
 * @param operation what is being done to it
 */
@Document("organizations")
@RecordBuilder
record Organization(
        @Id OrganizationId id,
        String name,
        String nameKey,
        @Nullable ObjectId nameTakenIn,
        Placement placement,
        List<String> claims,
        EmailAddress adminEmail,
        UserId adminId,
        OrganizationStatus status,
        Tier tier,
        long epoch,
        long version,
        Instant createdAt,
        @Nullable Instant updatedAt,
        long people,
        @Nullable List<Integer> peopleTopics,
        @Nullable Operation operation)
        implements OrganizationBuilder.With {

    static Organization provisioning(
            OrganizationId id,
            OrganizationName name,
            Placement placement,
            EmailAddress admin,
            Operation operation,
            Instant now) {
        return new Organization(
                id,
                name.display(),
                name.key().value(),
                operation.id(),
                placement,
                claimsOf(name.key().value(), placement, admin),
                admin,
                UserId.create(),
                OrganizationStatus.PROVISIONING,
                Tier.FREE,
                0,
                1,
                now,
                null,
                0,
                null,
                operation);
    }

    private static List<String> claimsOf(String nameKey, Placement placement, EmailAddress admin) {
        return List.of(Claim.name(nameKey), Claim.email(admin), Claim.namespace(placement));
    }

    /** The same organization about to live in another namespace, its own being used. */
    Organization placed(Placement elsewhere) {
        return with(next -> next.placement(elsewhere).claims(claimsOf(nameKey, elsewhere, adminEmail)));
    }

    /** Open for the first time. */
    Organization opened() {
        return in(OrganizationStatus.ACTIVE);
    }

    /** Closed for ever. */
    Organization closed() {
        return in(OrganizationStatus.DELETING);
    }

    /** Closed to its people, or open to them again. */
    Organization turned(OrganizationStatus next, Instant now) {
        return in(next).withUpdatedAt(now);
    }

    Organization assigned(Tier another, @Nullable Instant now) {
        return with(next -> next.tier(another).updatedAt(now));
    }

    /** The display name alone, within one key. */
    Organization respelled(OrganizationName spelling, Instant now) {
        return with(next -> next.name(spelling.display()).updatedAt(now));
    }

    /** About to move to the namespace of another name, which it names before it claims it. */
    Organization movingTo(OrganizationName newName, Operation rename) {
        Move move = Move.of(this, newName);
        return claiming(Claim.name(move.nameKey())).doing(rename.to(move));
    }

    /** From here no write is acknowledged. */
    Organization frozen() {
        return status == OrganizationStatus.RENAMING ? this : in(OrganizationStatus.RENAMING);
    }

    /** Names the namespace to copy into, before it is claimed. */
    Organization aimedAt(Placement target) {
        Operation rename = requiredOperation();
        return claiming(Claim.namespace(target))
                .doing(rename.to(rename.requiredMove().aimedAt(target)));
    }

    /** Renamed and moved; the old name and place are its own until they are given up. */
    Organization switched(Instant now) {
        Operation rename = requiredOperation();
        Move move = rename.requiredMove();
        return in(OrganizationStatus.ACTIVE)
                .with(next -> next.name(move.name())
                        .nameKey(move.nameKey())
                        .nameTakenIn(rename.id())
                        .placement(move.target())
                        .updatedAt(now));
    }

    /** Open again where it always was. */
    Organization reopened() {
        return status == OrganizationStatus.ACTIVE ? this : in(OrganizationStatus.ACTIVE);
    }

    /** Only the claims that it lives by. */
    Organization settled() {
        return withClaims(claimsOf(nameKey, placement, adminEmail));
    }

    private Organization claiming(String claim) {
        return withClaims(
                Stream.concat(claims.stream(), Stream.of(claim)).distinct().toList());
    }

    /** With every change of status comes a new epoch. */
    private Organization in(OrganizationStatus next) {
        return with(organization -> organization.status(next).epoch(epoch + 1));
    }

    /** The same organization with something else being done to it, or nothing. */
    Organization doing(@Nullable Operation next) {
        return withOperation(next);
    }

    /** Fenced against whoever held the operation before. */
    Organization takenOverBy(String owner) {
        return with(next -> next.epoch(epoch + 1).operation(requiredOperation().ownedBy(owner)));
    }

    /** One version on: what a change writes. */
    Organization next() {
        return withVersion(version + 1);
    }

    boolean isBusy() {
        return operation != null;
    }

    boolean isRunning(ObjectId which) {
        return operation != null && operation.id().equals(which);
    }

    /** Whether that execution has left it so. */
    boolean isOperatedBy(String owner) {
        return operation != null && operation.isOwnedBy(owner);
    }

    Operation requiredOperation() {
        if (operation == null) {
            throw new IllegalStateException("Nothing is being done to organization " + id + ".");
        }
        return operation;
    }

    boolean isVisible() {
        return status.isVisible();
    }

    /** Whether an operation can begin. */
    boolean isFree() {
        return status == OrganizationStatus.ACTIVE && operation == null;
    }

    boolean isNamed(NameKey key) {
        return nameKey.equals(key.value());
    }

    /** As routing sees it. */
    Tenant tenant() {
        return new Tenant(id, name, placement, status.access(), epoch, peopleVersion());
    }

    private PeopleVersion peopleVersion() {
        return peopleTopics == null ? new PeopleVersion(people, List.of()) : new PeopleVersion(people, peopleTopics);
    }

    /** What an operation writes has the count from its beginning: the later one stays known. */
    Organization keepingLaterPeopleOf(Organization known) {
        return people >= known.people ? this : withPeopleFrom(known);
    }

    /** The same with the changes of its people that another one knows. */
    Organization withPeopleFrom(Organization other) {
        return with(next -> next.people(other.people).peopleTopics(other.peopleTopics));
    }

    /** Whether this is a later state of the same organization than the other. */
    boolean isNewerThan(@Nullable Organization other) {
        return other == null || version > other.version || (version == other.version && people > other.people);
    }
}
