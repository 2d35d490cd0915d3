package io.tenantry.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TestMongo;
import io.tenantry.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.springframework.context.ConfigurableApplicationContext;

/** An instance of the service, with {@code DEMO_DATA} or without, on a master of its test. */
record DemoService(ConfigurableApplicationContext context, Api api) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static DemoService start(String master, String demoData) {
        ConfigurableApplicationContext context = TestService.start(master, "--DEMO_DATA=" + demoData);
        return new DemoService(context, context.getBean(Api.class));
    }

    /** Removes what samples of other masters left on the server: their databases have the same names. */
    static void dropDatabases() {
        try (MongoClient client = MongoClients.create(TestMongo.url())) {
            Stream.concat(Sample.AT_THE_START.stream(), Stream.of(Sample.ON_REQUEST))
                    .map(sample -> client.getDatabase(
                            "org_" + sample.name().toLowerCase(Locale.ROOT).replace(' ', '_')))
                    .forEach(database -> Databases.all(database.listCollectionNames())
                            .forEach(name ->
                                    Databases.all(database.getCollection(name).drop())));
        }
    }

    Databases databases() {
        return context.getBean(Databases.class);
    }

    /** Waits until everybody of the samples can sign in; asked by signing in, the answer would soon be to wait. */
    void awaitSamples() {
        Bson active = Filters.and(
                Filters.eq("state", "ACTIVE"),
                Filters.regex("email", "@(techcorp|startuphub|globalenterprises)[.]example$"));
        await("everybody's logins")
                .atMost(PATIENCE)
                .until(() ->
                        databases().find(databases().master(), "logins", active).size() == 12);
        Sample.AT_THE_START.forEach(sample -> assertThat(users(sample, api))
                .extracting(user -> user.get("email") + " " + user.get("role"))
                .containsExactlyInAnyOrder(
                        sample.admin() + " admin",
                        sample.address(sample.employees().get(0).mailbox()) + " organizer",
                        sample.address(sample.employees().get(1).mailbox()) + " developer",
                        sample.address(sample.employees().get(2).mailbox()) + " member"));
    }

    SampleOrganizations samples() {
        return context.getBean(SampleOrganizations.class);
    }

    /** How many beans there are of what makes samples. */
    int makers() {
        return context.getBeansOfType(SampleOrganizations.class).size();
    }

    /** What the admin of a sample sees of its people. */
    static List<Map<String, Object>> users(Sample sample, Api api) {
        return Api.items(api.get("/user/list", adminToken(sample, api)));
    }

    static String adminToken(Sample sample, Api api) {
        return Api.text(
                api.adminLogin(sample.admin().value(), Sample.PASSWORD)
                        .expectStatus()
                        .isOk(),
                "access_token");
    }

    /** How many organizations and logins there are. */
    List<Integer> sizes() {
        return List.of(
                databases()
                        .find(databases().master(), "organizations", Filters.ne("status", "DELETED"))
                        .size(),
                databases()
                        .find(databases().master(), "logins", Filters.empty())
                        .size());
    }

    @Override
    public void close() {
        context.close();
    }
}
