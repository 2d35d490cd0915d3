package io.tenantry.isolation;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whose an id, an address or a name is, wherever it turns up. */
final class Marks {

    /** Ids, the addresses of {@code Api.uniqueEmail}, what makes the names of {@code Api.uniqueName} unique, and time zones. */
    private static final Pattern MARK =
            Pattern.compile("[0-9a-f]{24}|someone-\\w+@example\\.com|[0-9a-f]{8}n\\d+|[A-Z][a-z]+/[A-Z]\\w+");

    private final Map<String, String> owners = new ConcurrentHashMap<>();

    /** Notes everything in the text that could be a mark as the organization's. */
    void belong(String organization, String text) {
        found(text).forEach(mark -> owners.put(mark, organization));
    }

    /** The organizations whose marks are in the text. */
    Set<String> owners(String text) {
        return found(text).stream()
                .filter(owners::containsKey)
                .map(mark -> owners.getOrDefault(mark, ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> found(String text) {
        return MARK.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
