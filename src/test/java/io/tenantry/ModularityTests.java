package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** Each package below {@code io.tenantry} is a module that uses only what its {@code package-info} allows. */
class ModularityTests {

    private static final Path ARCHITECTURE = Path.of("ARCHITECTURE.md");

    private final ApplicationModules modules = ApplicationModules.of(Tenantry.class);

    @Test
    void modulesUseOnlyWhatTheyAreAllowedTo() {
        modules.verify();
    }

    /** For reading: a diagram and a table for each module, in {@code target/spring-modulith-docs}. */
    @Test
    void modulesAreDocumented() {
        new Documenter(modules).writeDocumentation();
        assertThat(Path.of("target", "spring-modulith-docs", "components.puml")).isNotEmptyFile();
    }

    @Test
    void architectureShowsTheModulesAsTheyAre() throws IOException {
        ModuleDiagram diagram = ModuleDiagram.of(modules);
        String document = Files.readString(ARCHITECTURE);
        if (Boolean.getBoolean("update.diagrams")) {
            Files.writeString(ARCHITECTURE, diagram.replacedIn(document));
            return;
        }
        assertThat(document)
                .as(
                        "the module diagram in %s; to update it: mvn test -Dtest=%s -Dupdate.diagrams=true",
                        ARCHITECTURE, getClass().getSimpleName())
                .isEqualTo(diagram.replacedIn(document));
    }
}
