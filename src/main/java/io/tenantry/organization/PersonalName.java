package io.tenantry.organization;

import io.tenantry.kernel.ProblemException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an organization is called whose founder did not name it: their full name, with a few hexadecimal digits when that is
 * taken, or "Personal" and some. Names can be looked up by anybody, who sees the domain and the first letter of the founder's
 * address too, so no other part of the address is in the name.
 */
final class PersonalName {

    private static final String UNNAMED = "Personal";

    /** Leaves room for a space and the digits. */
    private static final int LONGEST = OrganizationName.MAX_LENGTH - 9;

    private PersonalName() {}

    /** The names to try, one after the other. */
    static Stream<OrganizationName> candidates(@Nullable String fullName, RandomGenerator random) {
        Optional<String> own =
                Optional.ofNullable(fullName).map(PersonalName::cut).filter(PersonalName::isName);
        String stem = own.orElse(UNNAMED);
        return Stream.concat(
                        own.stream(),
                        Stream.of(
                                stem + String.format(" %04x", random.nextInt(1 << 16)),
                                stem + String.format(" %06x", random.nextInt(1 << 24)),
                                stem + String.format(" %08x", random.nextInt()),
                                stem + String.format(" %08x", random.nextInt())))
                .map(OrganizationName::of);
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST));
    }

    /** A person may be called what an organization may not, such as "…" or something with an invisible character. */
    private static boolean isName(String text) {
        try {
            OrganizationName.of(text);
            return true;
        } catch (ProblemException none) {
            return false;
        }
    }
}
