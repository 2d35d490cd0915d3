package io.tenantry.organization;

import io.tenantry.tenancy.Placement;
import java.util.ArrayList;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Where a rename comes from and where it goes.
 *
 * @param name the new display name
 * @param nameKey its key
 * @param targets every namespace that was named for it, the one in use last: no other will live, and each is retired
 * @param oldNameKey the key of the old name
 * @param oldNameTakenIn the operation that took the old name: a claim of the same name by a later one is another claim
 * @param oldPlacement where the data was
 */
record Move(
        String name,
        String nameKey,
        List<Placement> targets,
        String oldNameKey,
        @Nullable ObjectId oldNameTakenIn,
        Placement oldPlacement) {

    static Move of(Organization from, OrganizationName to) {
        return new Move(
                to.display(), to.key().value(), List.of(), from.nameKey(), from.nameTakenIn(), from.placement());
    }

    Move aimedAt(Placement target) {
        List<Placement> more = new ArrayList<>(targets);
        more.add(target);
        return new Move(name, nameKey, List.copyOf(more), oldNameKey, oldNameTakenIn, oldPlacement);
    }

    boolean isAimed() {
        return !targets.isEmpty();
    }

    Placement target() {
        return targets.get(targets.size() - 1);
    }

    /** Those that were given up. */
    List<Placement> abandoned() {
        return targets.subList(0, targets.size() - 1);
    }
}
