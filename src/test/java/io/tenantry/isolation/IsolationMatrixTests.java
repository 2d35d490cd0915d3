package io.tenantry.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * "Isolation: every route × a stranger's token, key, ids, headers: 404 or 403, bodies alike." Rows are the operations that
 * the running service describes, columns are {@link Attempt#ALL}, and {@link Rules} says what becomes of each cell. What is
 * refused must change nothing; what is let in and changes something is tried in an organization of its own.
 */
@TenantryTest
class IsolationMatrixTests {

    private final Api api;
    private final Databases databases;
    private final Requests requests;
    private final List<Operation> operations;

    IsolationMatrixTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
        this.requests = new Requests(api);
        this.operations = ApiDescription.operations(api);
    }

    @TestFactory
    Stream<DynamicNode> everyOperationWithEveryKindOfCredentials() {
        Stage stage = Stage.set(api, databases);
        List<Map<String, ?>> before = stage.contents();
        Stream<DynamicNode> rows = fillable()
                .map(operation -> dynamicContainer(
                        operation.label(), Attempt.ALL.stream().flatMap(attempt -> cell(stage, operation, attempt))));
        return Stream.concat(
                rows,
                Stream.of(dynamicTest(
                        "afterwards both organizations are as before, bit for bit",
                        () -> assertThat(stage.contents()).isEqualTo(before))));
    }

    private Stream<Operation> fillable() {
        return operations.stream().filter(operation -> missing(operation).isEmpty());
    }

    private Stream<DynamicTest> cell(Stage stage, Operation operation, Attempt attempt) {
        Outcome expected = Rules.of(operation, attempt);
        return expected.equals(Outcome.ADMITTED) && !operation.isSafe()
                ? Stream.empty()
                : Stream.of(dynamicTest(
                        attempt.toString(), () -> new Cell(requests, stage, operation, attempt).require(expected)));
    }

    /** So that nothing above is refused for want of something else. */
    @TestFactory
    Stream<DynamicTest> whoMayIsLetIn() {
        Trials trials = new Trials(api, databases, requests);
        return fillable()
                .flatMap(operation -> Admission.of(operation)
                        .map(admission -> dynamicTest(
                                operation + " with " + admission, () -> trials.requireLetIn(operation, admission))));
    }

    /** A new route is tried as soon as it is described; what has to be decided about it before is said here. */
    @Test
    void nothingIsMissingForAnyOperation() {
        assertThat(operations).isNotEmpty();
        assertThat(operations.stream()
                        .flatMap(operation -> missing(operation).stream().map(missing -> operation + ": " + missing)))
                .isEmpty();
    }

    private static List<String> missing(Operation operation) {
        return Stream.concat(Operations.missing(operation).stream(), PathsAndBodies.missing(operation).stream())
                .toList();
    }

    @Test
    void theTablesNameOnlyWhatThereIs() {
        Set<String> named = new HashSet<>(Operations.NAMED.keySet());
        named.addAll(Operations.OF_SUPERUSERS_TOO);
        named.addAll(Operations.BEFORE_SECOND_FACTOR);
        named.addAll(Operations.PROVEN_OTHERWISE_TOO);
        named.addAll(Exceptions.operations());
        named.addAll(PathsAndBodies.BODIES.keySet());

        assertThat(operations.stream().map(Operation::label)).containsAll(named);
        assertThat(operations.stream().flatMap(operation -> operation.prefixes().stream()))
                .containsAll(PathsAndBodies.PATHS.keySet());
    }
}
