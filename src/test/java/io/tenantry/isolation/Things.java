package io.tenantry.isolation;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.web.util.UriUtils;

/**
 * What requests name, of one side.
 *
 * @param paths by the prefixes of {@link PathsAndBodies#PATHS}
 * @param marks what no answer to a stranger may contain
 */
record Things(String organizationName, Map<String, String> paths, Set<String> marks) {

    /** One of everything. */
    static Things of(Inhabited organization) {
        return named(organization, PathsAndBodies.PATHS.keySet());
    }

    /** What an operation names, newly made. */
    static Things of(Inhabited organization, Operation operation) {
        return named(organization, operation.prefixes());
    }

    private static Things named(Inhabited organization, Collection<String> prefixes) {
        Map<String, String> paths = prefixes.stream()
                .collect(Collectors.toMap(
                        prefix -> prefix, prefix -> named(prefix).of().apply(organization)));
        return new Things(organization.name(), paths, organization.marks());
    }

    private static PathsAndBodies.Named named(String prefix) {
        return Objects.requireNonNull(PathsAndBodies.PATHS.get(prefix), prefix);
    }

    static Things unknown() {
        return nobodys("Nobody Is Called This", PathsAndBodies.Named::unknown);
    }

    static Things malformed() {
        return nobodys("", PathsAndBodies.Named::malformed);
    }

    /** The same things, each in the place of one of another kind. */
    Things mistaken() {
        List<String> kinds = paths.keySet().stream().sorted().toList();
        Map<String, String> mistaken = IntStream.range(0, kinds.size())
                .boxed()
                .collect(Collectors.toMap(kinds::get, n -> {
                    String other = kinds.get((n + 1) % kinds.size());
                    return Objects.requireNonNull(paths.get(other), other);
                }));
        return new Things("Nobody Is Called " + paths.hashCode(), mistaken, Set.of());
    }

    private static Things nobodys(String organizationName, Function<PathsAndBodies.Named, String> name) {
        Map<String, String> paths = PathsAndBodies.PATHS.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> name.apply(entry.getValue())));
        return new Things(organizationName, paths, Set.of());
    }

    /** The path of an operation with what this side has in place of its parameters, and with the query that it needs. */
    String uri(Operation operation) {
        String path = operation.path();
        for (String prefix : operation.prefixes()) {
            String parameter = prefix.substring(prefix.lastIndexOf('{'));
            path = path.replace(parameter, encoded(Objects.requireNonNull(paths.get(prefix), prefix)));
        }
        return path + query(operation);
    }

    private String query(Operation operation) {
        return operation.query().isEmpty()
                ? ""
                : operation.query().stream()
                        .map(parameter -> parameter + "="
                                + encoded(Objects.requireNonNull(PathsAndBodies.QUERIES.get(parameter), parameter)
                                        .apply(this)))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** What no stranger may read. */
    Set<String> secrets() {
        Set<String> secrets = new HashSet<>(marks);
        secrets.addAll(paths.values());
        return secrets;
    }

    /** What stays secret from who looks up the name. "Without a token database_name and tier are left out." */
    Set<String> secretsBehindName() {
        Set<String> secrets = secrets();
        secrets.remove(paths.get("/organization/{id}"));
        secrets.removeIf(secret -> secret.startsWith("org_"));
        secrets.addAll(Set.of("\"database_name\"", "\"tier\""));
        return secrets;
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
