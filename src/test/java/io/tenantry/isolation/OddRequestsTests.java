package io.tenantry.isolation;

import static io.tenantry.isolation.Credential.ENTERING_ADMIN;
import static io.tenantry.isolation.Credential.NOBODY;
import static io.tenantry.isolation.Credential.THEIR_ADMIN;
import static io.tenantry.isolation.Credential.THEIR_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.http.HttpHeaders;

/**
 * "No request reaches another organization's data", however its path is written and whatever its method is: each operation
 * in every spelling and with every method, by strangers and by nobody. None may be let in, told something or answered 500.
 */
@TenantryTest
class OddRequestsTests {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "get");

    private final Api api;
    private final int port;
    private final Databases databases;
    private final List<Operation> operations;

    OddRequestsTests(Api api, Databases databases) {
        this.api = api;
        this.port = URI.create(api.url()).getPort();
        this.databases = databases;
        this.operations = ApiDescription.operations(api);
    }

    @TestFactory
    Stream<DynamicNode> nothingSlipsPast() {
        Stage stage = Stage.set(api, databases);
        List<Map<String, ?>> before = stage.contents();
        Stream<DynamicNode> rows = operations.stream()
                .map(operation -> dynamicContainer(
                        operation.label(), attempts(operation).flatMap(attempt -> cells(stage, operation, attempt))));
        return Stream.concat(
                rows,
                Stream.of(dynamicTest(
                        "afterwards both organizations are as before, bit for bit",
                        () -> assertThat(stage.contents()).isEqualTo(before))));
    }

    /** Who may do something here to themselves is left out: it would be done. */
    private static Stream<Attempt> attempts(Operation operation) {
        return Stream.of(
                        new Attempt(NOBODY, Side.OURS),
                        new Attempt(ENTERING_ADMIN, Side.THEIRS),
                        new Attempt(THEIR_ADMIN, Side.OURS),
                        new Attempt(THEIR_KEY, Side.OURS))
                .filter(attempt -> operation.isSafe() || isHarmless(operation, attempt))
                .filter(attempt -> !Operations.ENDLESS.contains(operation.label()) || isRefused(operation, attempt));
    }

    private static boolean isHarmless(Operation operation, Attempt attempt) {
        return operation.namesSomething() || attempt.credential() == NOBODY || attempt.credential() == ENTERING_ADMIN;
    }

    private Stream<DynamicTest> cells(Stage stage, Operation operation, Attempt attempt) {
        String uri = stage.things(attempt.named()).uri(operation);
        HttpHeaders credentials = stage.headers(attempt.credential());
        Stream<OddRequest> written = Spellings.of(uri)
                .map(spelling -> new OddRequest(operation.method().name(), spelling, credentials));
        Stream<OddRequest> called = METHODS.stream()
                .filter(method -> isHarmless(operation, attempt))
                .map(method -> new OddRequest(method, uri, credentials));
        return Stream.concat(written, called)
                .map(request ->
                        dynamicTest(request + " with " + attempt, () -> require(stage, operation, attempt, request)));
    }

    private void require(Stage stage, Operation operation, Attempt attempt, OddRequest request) {
        RawReply reply = RawReply.of(request.send(port));

        assertThat(reply.status()).as("%s: %s", request, reply).isBetween(200, 499);
        assertThat(reply.text()).as(request.toString()).doesNotContain(secrets(stage, operation, attempt));
        if (isRefused(operation, attempt) && !request.method().equals("OPTIONS")) {
            assertThat(reply.status()).as("%s: %s", request, reply).isGreaterThanOrEqualTo(400);
        }
        if (reply.status() >= 400) {
            reply.requireTellsNothing(request);
        }
    }

    private static boolean isRefused(Operation operation, Attempt attempt) {
        return Rules.of(operation, attempt).kind() == Outcome.Kind.REFUSED;
    }

    /** What the request names itself is no secret to who sends it. */
    private static Set<String> secrets(Stage stage, Operation operation, Attempt attempt) {
        Things named = stage.things(attempt.named());
        Set<String> secrets =
                Operations.access(operation) == Access.LOOKUP ? named.secretsBehindName() : named.secrets();
        secrets.removeIf(named.uri(operation)::contains);
        return secrets;
    }
}
