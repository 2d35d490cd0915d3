package io.tenantry.benchmark;

import io.netty.handler.codec.http.QueryStringEncoder;
import io.tenantry.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that answers over HTTP on this machine, and what is asked of it. */
record Service(JavaProcess process, String url) implements AutoCloseable {

    private static final String PASSWORD = "correct horse battery";
    private static final String SECRET_KEY = "kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq";

    /** All of a run are made from one address. */
    private static final String NO_LIMIT = "0";

    /** Longer than any run. */
    private static final String TOKEN_MINUTES = "600";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    /** The service on a database server, in a master of its own, which it finds again under the same name; ready. */
    static Service on(BenchmarkSettings settings, String name, Database database) {
        return start(settings, name, separate(database, name));
    }

    /** The same behind a proxy on this machine, which says where requests come from. */
    static Service behindProxy(BenchmarkSettings settings, String name, Database database) {
        Map<String, String> environment = new HashMap<>(separate(database, name));
        environment.put("TRUSTED_PROXIES", "127.0.0.0/8");
        return start(settings, name, environment);
    }

    /** The same with another main class. */
    static Service on(BenchmarkSettings settings, String name, Database database, Class<?> main, String... args) {
        Map<String, String> environment = new HashMap<>(separate(database, name));
        int port = portIn(environment);
        Service service = at(port, JavaProcess.main(settings, name, main, environment, args));
        service.await("/livez", false);
        return service;
    }

    private static Map<String, String> separate(Database database, String name) {
        return Map.of(
                "MONGODB_URL",
                database.url(),
                "MASTER_DB_NAME",
                "master_" + name,
                "SECRET_KEY",
                SECRET_KEY,
                "ACCESS_TOKEN_EXPIRE_MINUTES",
                TOKEN_MINUTES,
                "ORGANIZATIONS_PER_HOUR",
                NO_LIMIT);
    }

    /** The service with its database inside; ready. */
    static Service embedded(BenchmarkSettings settings, String name, Folder data) {
        return start(settings, name, Map.of("DATA_DIR", data.path().toString(), "ORGANIZATIONS_PER_HOUR", NO_LIMIT));
    }

    private static Service start(BenchmarkSettings settings, String name, Map<String, String> environment) {
        Service service = starting(settings, name, environment);
        service.await("/livez", false);
        return service;
    }

    /** The service, not ready yet. */
    static Service starting(BenchmarkSettings settings, String name, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        int port = portIn(all);
        return at(port, JavaProcess.service(settings, name, all));
    }

    /** A reference, which is told its port and the database. */
    static Service reference(BenchmarkSettings settings, String name, Class<?> main, Database database) {
        int port = FreePort.find();
        Service reference =
                at(port, JavaProcess.main(settings, name, main, Map.of(), Integer.toString(port), database.url()));
        reference.await("/", false);
        return reference;
    }

    private static int portIn(Map<String, String> environment) {
        int port = FreePort.find();
        environment.put("PORT", Integer.toString(port));
        return port;
    }

    private static Service at(int port, JavaProcess process) {
        return new Service(process, "http://127.0.0.1:" + port);
    }

    /** Waits for the first answer, or for the first 200. */
    void await(String path, boolean ok) {
        long end = System.nanoTime() + STARTS_WITHIN.toNanos();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
        while (!answers(request, ok)) {
            process.requireAlive();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("No answer from " + url + path);
            }
            JavaProcess.pause();
        }
    }

    private static boolean answers(HttpRequest request, boolean ok) {
        try {
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return !ok || status == 200;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Requests that make so many organizations, each under a name that no other run has used. */
    List<Call> creates(int count) {
        String run = new ObjectId().toHexString().substring(14);
        return IntStream.range(0, count)
                .mapToObj(i -> create("Bench " + run + " " + i, "admin-" + run + "-" + i + "@example.com"))
                .toList();
    }

    private Call create(String name, String email) {
        return Call.post(
                url + "/org/create",
                JSON.writeValueAsString(Map.of("organization_name", name, "email", email, "password", PASSWORD)));
    }

    /** Makes organizations and signs their admins in. */
    List<Account> accounts(Caller caller, int count) {
        List<Organization> made = caller.all(creates(count)).stream()
                .map(JSON::readTree)
                .map(answer -> new Organization(text(answer, "organization_name"), text(answer, "admin_email")))
                .toList();
        List<String> logins = caller.all(made.stream().map(this::login).toList());
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new Account(lookUp(made.get(i).name()), text(JSON.readTree(logins.get(i)), "access_token")))
                .toList();
    }

    /** Adds so many people to these organizations, in turn; their e-mail addresses. */
    List<String> people(Caller caller, List<Account> accounts, int count) {
        List<String> emails = IntStream.range(0, count)
                .mapToObj(i -> "person-" + i + "@example.com")
                .toList();
        caller.all(IntStream.range(0, count)
                .mapToObj(i -> person(emails.get(i))
                        .with(accounts.get(i % accounts.size()).token()))
                .toList());
        return emails;
    }

    private Call person(String email) {
        return Call.post(
                url + "/user/create",
                JSON.writeValueAsString(Map.of("email", email, "password", PASSWORD, "role", "member")));
    }

    private Call login(Organization organization) {
        return Call.post(
                url + "/admin/login",
                JSON.writeValueAsString(Map.of("email", organization.email(), "password", PASSWORD)));
    }

    Call lookUp(String name) {
        QueryStringEncoder query = new QueryStringEncoder(url + "/org/get");
        query.addParam("organization_name", name);
        return Call.get(query.toString());
    }

    private static String text(JsonNode answer, String member) {
        return answer.required(member).asString();
    }

    private record Organization(String name, String email) {}

    /** An organization, how to look it up, and the access token of its admin. */
    record Account(Call lookUp, String token) {}

    @Override
    public void close() {
        process.close();
    }
}
