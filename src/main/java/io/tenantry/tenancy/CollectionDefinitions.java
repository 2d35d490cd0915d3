package io.tenantry.tenancy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The collections of a placement, without those that the server keeps for itself.
 *
 * @param all the collections in the order of their names
 */
record CollectionDefinitions(List<CollectionDefinition> all) {

    static CollectionDefinitions of(List<CollectionDefinition> listed) {
        return new CollectionDefinitions(listed.stream()
                .filter(definition -> !definition.isSystem())
                .sorted(Comparator.comparing(CollectionDefinition::name))
                .toList());
    }

    /**
     * These collections.
     *
     * @throws UncopyableCollectionException when one of them cannot be copied
     */
    List<CollectionDefinition> requireCopyable() {
        return all.stream().map(CollectionDefinition::requireCopyable).toList();
    }

    Optional<Difference> firstDifference(CollectionDefinitions copy) {
        Map<String, String> here = canonical();
        Map<String, String> there = copy.canonical();
        return NamedDefinitions.firstDifference(here, there).map(name -> difference(name, here, there));
    }

    private static Difference difference(String name, Map<String, String> source, Map<String, String> copy) {
        boolean onBothSides = source.containsKey(name) && copy.containsKey(name);
        return new Difference(
                onBothSides ? Difference.Kind.OPTIONS : Difference.Kind.COLLECTION,
                name,
                source.getOrDefault(name, Difference.NOTHING),
                copy.getOrDefault(name, Difference.NOTHING));
    }

    private Map<String, String> canonical() {
        return all.stream().collect(Collectors.toMap(CollectionDefinition::name, CollectionDefinitions::describe));
    }

    private static String describe(CollectionDefinition definition) {
        return definition.type() + " " + NamedDefinitions.canonical(definition.options());
    }
}
