package io.tenantry.isolation;

import java.util.Locale;
import java.util.stream.Stream;

/** Who is let in, with what is their own. */
enum Admission {
    ADMIN,
    KEY,
    POWERLESS,
    SUPERUSER;

    static Stream<Admission> of(Operation operation) {
        if (Operations.UPGRADED.contains(operation.label())) {
            return Stream.of();
        }
        Stream<Admission> members = switch (Operations.access(operation)) {
            case HOLDERS, LOOKUP -> Stream.of(ADMIN, KEY);
            case PERSON -> Stream.of(POWERLESS);
            case PLATFORM -> Stream.of(SUPERUSER);
            case OPEN -> Stream.of();
        };
        return Stream.concat(members, Operations.isOfSuperusersToo(operation) ? Stream.of(SUPERUSER) : Stream.of());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT) + "'s credentials";
    }
}
