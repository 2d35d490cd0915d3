package io.tenantry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The modules as a Mermaid flowchart, which GitHub draws. An arrow says "may use": the allow-lists, not today's imports,
 * so that the picture changes when somebody decides it and not in passing.
 */
record ModuleDiagram(String mermaid) {

    private static final Pattern BLOCK = Pattern.compile("(?s)(<!-- modules -->\n).*(<!-- /modules -->)");

    static ModuleDiagram of(ApplicationModules modules) {
        Stream<String> boxes = named(modules).map(module -> box(module));
        Stream<String> arrows = named(modules).flatMap(module -> arrows(module, modules));
        return new ModuleDiagram(Stream.concat(boxes, arrows)
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining("", "```mermaid\nflowchart TD\n", "```\n")));
    }

    /** The document with this diagram between its markers. */
    String replacedIn(String document) {
        Matcher block = BLOCK.matcher(document);
        if (!block.find()) {
            throw new IllegalStateException("The markers <!-- modules --> and <!-- /modules --> are missing.");
        }
        return block.replaceFirst("$1" + Matcher.quoteReplacement(mermaid) + "$2");
    }

    private static Stream<ApplicationModule> named(ApplicationModules modules) {
        return modules.stream().filter(module -> !module.isRootModule()).sorted();
    }

    private static String box(ApplicationModule module) {
        return name(module) + "[\"" + module.getDisplayName() + "\"]";
    }

    private static Stream<String> arrows(ApplicationModule module, ApplicationModules modules) {
        return module.getAllowedDependencies(modules).stream()
                .map(allowed -> name(module) + " --> " + name(allowed.getTargetModule()))
                .distinct()
                .sorted();
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
