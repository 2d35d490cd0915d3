package io.tenantry.isolation;

import io.tenantry.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What requests are filled with: one line for each kind of thing that a path names, and for each body without examples. */
final class PathsAndBodies {

    private static final String NO_ID = "000000000000000000000000";

    /**
     * What stands in a path.
     *
     * @param of makes one in an organization, and returns what it goes by
     * @param unknown well-formed, and nobody's
     * @param malformed what nothing can go by
     */
    record Named(Function<Inhabited, String> of, String unknown, String malformed) {

        static Named byId(Function<Inhabited, String> of) {
            return new Named(of, NO_ID, "not-an-id");
        }
    }

    /** By the path up to and with the parameter. */
    static final Map<String, Named> PATHS = Map.of(
            "/user/{id}", Named.byId(Inhabited::user),
            "/api-keys/{id}", Named.byId(Inhabited::apiKey),
            "/invitations/{id}", Named.byId(Inhabited::invitation),
            "/roles/{name}", new Named(Inhabited::role, "nobody_has_this", "No Role!"),
            "/operations/{id}", Named.byId(Inhabited::operation),
            "/organization/{id}", Named.byId(Inhabited::id));

    /** By the name of a parameter of the query without which a request is refused. */
    static final Map<String, Function<Things, String>> QUERIES = Map.of("organization_name", Things::organizationName);

    /** Where the examples of the description do not do; most bodies need no line here. */
    static final Map<String, Function<Things, Map<String, Object>>> BODIES = Map.of(
            "POST /announcements", things -> Map.of("title", "Doors open", "body", "At nine."),
            "DELETE /org/delete", things -> Map.of("organization_name", things.organizationName()),
            "PUT /org/update", things -> Map.of("organization_name", Api.uniqueName("Renamed")));

    private PathsAndBodies() {}

    static Map<String, Object> body(Operation operation, Operation.Body body, Things things) {
        return BODIES.getOrDefault(operation.label(), any -> ExampleBody.of(body))
                .apply(things);
    }

    /** What an operation cannot be tried without, in words that say what to do. */
    static List<String> missing(Operation operation) {
        List<String> missing = new ArrayList<>();
        operation.prefixes().stream()
                .filter(prefix -> !PATHS.containsKey(prefix))
                .forEach(prefix -> missing.add("PathsAndBodies.PATHS needs a line that makes a " + prefix));
        operation.query().stream()
                .filter(parameter -> !QUERIES.containsKey(parameter))
                .forEach(parameter -> missing.add("PathsAndBodies.QUERIES needs a line for " + parameter));
        Operation.Body body = operation.body();
        if (body != null && isFilled(operation) && !ExampleBody.missing(body).isEmpty()) {
            missing.add("these fields of its body need an example, or it a line in PathsAndBodies.BODIES: "
                    + ExampleBody.missing(body));
        }
        return missing;
    }

    /** What is open to anybody is sent an empty body. */
    private static boolean isFilled(Operation operation) {
        return Operations.access(operation) != Access.OPEN && !BODIES.containsKey(operation.label());
    }
}
