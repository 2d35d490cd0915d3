package io.tenantry.identity;

import io.tenantry.kernel.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The roles that every organization has and cannot change. */
final class BuiltInRoles {

    static final List<Role> ALL = List.of(
            Role.builtIn(Roles.ADMIN, "Everything.", Permissions.ALL),
            Role.builtIn(
                    "organizer",
                    "Runs events and announcements.",
                    Permissions.of("read:users", "*:events", "*:registrations", "*:resources", "*:announcements")),
            Role.builtIn(
                    "developer",
                    "Reads everything, keeps resources and starts jobs.",
                    Permissions.of(
                            "read:*", "create:resources", "update:resources", "delete:resources", "create:jobs")),
            Role.builtIn(
                    "member",
                    "Takes part in events.",
                    Permissions.of(
                            "create:events",
                            "read:events",
                            "create:registrations",
                            "read:registrations",
                            "read:resources",
                            "read:announcements")),
            Role.builtIn("read_only", "Reads everything but the audit log.", Permissions.of("read:*")));

    private static final Map<String, Role> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Role::name, Function.identity()));

    private BuiltInRoles() {}

    static Optional<Role> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
