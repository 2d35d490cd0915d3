package io.tenantry.benchmark;

import io.tenantry.benchmark.SideBySide.Side;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What it costs to know who asks and what they may do: {@code GET /me} beside a public route that does the same reads. */
final class AuthenticationCost {

    private static final int ORGANIZATIONS = 50;
    private static final int AT_ONCE = 2;
    private static final double BOUND = 1.2;

    private AuthenticationCost() {}

    static List<Figure> measure(BenchmarkSettings settings) {
        try (Database database = new Database(settings);
                Service service = Service.on(settings, "public-profile", database, WithPublicProfile.class)) {
            return List.of(compare(settings, service));
        }
    }

    private static Figure compare(BenchmarkSettings settings, Service service) {
        List<String> tokens = service.accounts(new Caller(AT_ONCE), ORGANIZATIONS).stream()
                .map(Service.Account::token)
                .toList();
        List<Call> authenticated = tokens.stream()
                .map(token -> Call.get(service.url() + "/me").with(token))
                .toList();
        List<Call> open = tokens.stream()
                .map(token -> Call.get(service.url() + "/benchmark/profile?" + ids(token)))
                .toList();
        requireAlike(new Caller(AT_ONCE), authenticated, open);
        System.out.println("GET /me beside a public route");
        Caller caller = new Caller(settings.connections());
        return new SideBySide(
                        new Side(service.process(), () -> caller.keepBusy(authenticated, settings.round())),
                        new Side(service.process(), () -> caller.keepBusy(open, settings.round())))
                .compare(settings)
                .figure("GET /me beside a public route with the same reads", BOUND);
    }

    private static void requireAlike(Caller caller, List<Call> authenticated, List<Call> open) {
        if (!caller.all(authenticated).equals(caller.all(open))) {
            throw new IllegalStateException("The two routes do not answer the same.");
        }
    }

    /** What the token says, which the public route is told. */
    private static String ids(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        JsonNode said = new JsonMapper().readTree(new String(claims, StandardCharsets.UTF_8));
        return String.join(
                ".",
                said.required("organization_id").asString(),
                said.required("sub").asString(),
                said.required("sid").asString());
    }
}
