package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The main code keeps {@link ArchitectureRules}, and each of the rules can be broken. */
class ArchitectureTests {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tenantry");

    private static final JavaClasses BAD = new ClassFileImporter().importPackages("badexamples");

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theMainCodeKeeps(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    static Stream<ArchRule> rules() {
        return badExamples().map(example -> (ArchRule) example.get()[0]).distinct();
    }

    /** A rule that nothing can break, say for a misspelled method, would look the same as one that is kept. */
    @ParameterizedTest(name = "{1} breaks it {2} times: {0}")
    @MethodSource("badExamples")
    void aBadExampleBreaks(ArchRule rule, String example, int times) {
        assertThat(rule.evaluate(BAD).getFailureReport().getDetails())
                .filteredOn(detail -> detail.contains("badexamples." + example))
                .hasSize(times);
    }

    static Stream<Arguments> badExamples() {
        return Stream.of(
                arguments(ArchitectureRules.NOTHING_BLOCKS, "Blocking", 3),
                arguments(ArchitectureRules.NOBODY_WAITS_FOR_A_FUTURE, "WaitingForAFuture", 1),
                arguments(ArchitectureRules.SUBSCRIBERS_HEAR_OF_ERRORS, "DeafSubscriber", 3),
                arguments(ArchitectureRules.NO_THREAD_LOCALS, "RememberingThread.PLAIN", 1),
                arguments(ArchitectureRules.NO_THREAD_LOCALS, "RememberingThread.INHERITED", 1),
                arguments(ArchitectureRules.NO_THREAD_LOCALS, "RememberingThread.FAST", 1),
                arguments(ArchitectureRules.STORES_STAY_INSIDE, "OpenStore", 1),
                arguments(ArchitectureRules.DOCUMENTS_STAY_INSIDE, "OpenDocument", 1),
                arguments(ArchitectureRules.CONTROLLERS_ONLY_TRANSLATE, "WritingController.store", 1),
                arguments(ArchitectureRules.CONTROLLERS_ONLY_TRANSLATE, "WritingEndpoint.store", 1),
                arguments(ArchitectureRules.ROUTES_SAY_WHO_MAY, "AskingNobody.listAll", 1),
                arguments(ArchitectureRules.CALLERS_ARE_OF_A_KIND, "UntypedCaller", 1),
                arguments(ArchitectureRules.DATABASES_ARE_CHOSEN_BY_TENANCY, "AnyDatabase", 1),
                arguments(ArchitectureRules.DATABASES_ARE_CHOSEN_BY_TENANCY, "AnyFactory", 1),
                arguments(ArchitectureRules.OUTPUT_IS_LOGGED, "Printing", 1),
                arguments(ArchitectureRules.NAMES_SAY_WHAT_IT_IS, "NameHelper", 1));
    }

    /** Rules may find nothing to judge, such as stores in a young project; a scan that finds nothing at all is a mistake. */
    @Test
    void theMainCodeIsLookedAt() {
        assertThat(MAIN.contain(Tenantry.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTests.class)).isFalse();
    }

    @Test
    void everyRuleHasABadExample() {
        assertThat(Arrays.stream(ArchitectureRules.class.getDeclaredFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == ArchRule.class))
                .hasSize((int) rules().count());
    }
}
