package io.tenantry.kernel;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a role grants. */
public record Permissions(Set<Permission> granted) {

    public static final Permissions NONE = new Permissions(Set.of());
    public static final Permissions ALL = of("*:*");

    /** Everything that can be granted one by one, with what is still to come as {@code *}. */
    private static final List<Permission> EACH = Stream.concat(Permission.ACTIONS.stream(), Stream.of(Permission.ANY))
            .flatMap(action -> Stream.concat(Permission.RESOURCES.stream(), Stream.of(Permission.ANY))
                    .map(resource -> new Permission(action, resource)))
            .toList();

    public Permissions {
        granted = Set.copyOf(granted);
    }

    /**
     * Permissions as they are written.
     *
     * @throws InvalidValueException for one that is none
     */
    public static Permissions of(String... granted) {
        return of(Arrays.asList(granted));
    }

    /**
     * Permissions as they are written.
     *
     * @throws InvalidValueException for one that is none
     */
    public static Permissions of(Collection<String> granted) {
        return new Permissions(granted.stream().map(Permission::of).collect(Collectors.toUnmodifiableSet()));
    }

    public boolean allow(Permission wanted) {
        for (Permission grant : granted) {
            if (grant.covers(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether whoever has these may grant those: nobody grants what they do not hold. */
    public boolean include(Permissions others) {
        return EACH.stream().filter(others::allow).allMatch(this::allow);
    }

    /** As they are written, in the order of the alphabet. */
    public List<String> texts() {
        return granted.stream().map(Permission::toString).sorted().toList();
    }
}
