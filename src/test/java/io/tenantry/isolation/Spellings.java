package io.tenantry.isolation;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Other ways to write a path, by which something could slip past who compares paths. */
final class Spellings {

    private Spellings() {}

    static Stream<String> of(String path) {
        return Stream.of(slashes(path), letters(path), steps(path), ends(path)).flatMap(spellings -> spellings);
    }

    private static Stream<String> slashes(String path) {
        String rest = path.substring(1);
        return Stream.of(
                path + "/",
                "/" + path,
                path.replace("/", "//"),
                "/" + rest.replace("/", "%2F"),
                "/" + rest.replace("/", "%252F"),
                "/" + rest.replace('/', '\\'));
    }

    private static Stream<String> letters(String path) {
        return Stream.of(path.toUpperCase(Locale.ROOT), encoded(path));
    }

    private static String encoded(String path) {
        return path.chars()
                .mapToObj(c -> Character.isLetterOrDigit(c) ? "%%%02x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static Stream<String> steps(String path) {
        return Stream.of(
                "/." + path,
                "/health/.." + path,
                "/health/%2e%2e" + path,
                "/;health" + path,
                "http://127.0.0.1" + path);
    }

    private static Stream<String> ends(String path) {
        return Stream.of(
                        ";a=b",
                        ".json",
                        "%00",
                        "%0d%0aX-Organization:%20x",
                        "%zz",
                        "%",
                        "%c0%af",
                        "#health",
                        "?access_token=x")
                .map(path::concat);
    }
}
