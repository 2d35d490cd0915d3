package io.tenantry.home.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Puts the description in the order in which people read it: what one begins with first, and within a feature making,
 * looking up, changing and removing. Without this it would be another at every start.
 */
@Component
class ReadingOrder implements GlobalOpenApiCustomizer {

    private static final List<String> FIRST = List.of("Organizations", "Signing in", "Users", "Platform");

    private static final Comparator<Map.Entry<String, PathItem>> BY_METHOD_AND_PATH = Comparator.comparingInt(
                    (Map.Entry<String, PathItem> path) -> rank(path.getValue()))
            .thenComparing(Map.Entry::getKey);

    @Override
    public void customise(OpenAPI description) {
        description.setTags(tags(description));
        Paths sorted = new Paths();
        description.getPaths().entrySet().stream()
                .sorted(BY_METHOD_AND_PATH)
                .forEach(path -> sorted.addPathItem(path.getKey(), path.getValue()));
        description.setPaths(sorted);
    }

    private static List<Tag> tags(OpenAPI description) {
        List<Tag> known = description.getTags() == null ? List.of() : description.getTags();
        return names(description)
                .map(name -> known.stream()
                        .filter(tag -> tag.getName().equals(name))
                        .findFirst()
                        .orElseGet(() -> new Tag().name(name)))
                .toList();
    }

    private static Stream<String> names(OpenAPI description) {
        List<String> used = description.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> Stream.ofNullable(operation.getTags()).flatMap(List::stream))
                .distinct()
                .sorted()
                .toList();
        return Stream.concat(
                FIRST.stream().filter(used::contains), used.stream().filter(name -> !FIRST.contains(name)));
    }

    private static int rank(PathItem path) {
        if (path.getPost() != null) {
            return 0;
        }
        if (path.getGet() != null) {
            return 1;
        }
        return path.getDelete() == null ? 2 : 3;
    }
}
