package io.tenantry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Design, "Settings": what the service does not start with, and that it says why without telling a secret. */
@ExtendWith(OutputCaptureExtension.class)
class StartRefusalTests {

    private static final String GOOD_KEY = "kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq";

    private static final String PASSWORD = "s3cr3t-Pa55w0rd";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ten bytes!",
                "thirty-one-bytes-are-not-enough",
                "your-secret-key-here-make-it-long-and-random",
                "your_super_secret_key_of_thirty_two_bytes",
                "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"
            })
    void aSecretKeyThatCanBeGuessedIsRefused(String key, CapturedOutput output) {
        assertRefused(output, "SECRET_KEY", "--MONGODB_URL=" + TestMongo.url(), "--SECRET_KEY=" + key);

        assertThat(output.getAll()).contains("openssl rand -base64 48").doesNotContain(key);
    }

    /** A previous key is as good as the current one to whoever guesses it. */
    @ParameterizedTest
    @ValueSource(strings = {"ten bytes!", "your-secret-key-here-make-it-long-and-random"})
    void aPreviousSecretKeyThatCanBeGuessedIsRefused(String key, CapturedOutput output) {
        assertRefused(
                output,
                "PREVIOUS_SECRET_KEYS",
                "--MONGODB_URL=" + TestMongo.url(),
                "--SECRET_KEY=" + GOOD_KEY,
                "--PREVIOUS_SECRET_KEYS=" + GOOD_KEY + ", " + key);

        assertThat(output.getAll()).doesNotContain(key).doesNotContain(GOOD_KEY);
    }

    @Test
    void aDatabaseOfOnesOwnNeedsAKeyOfOnesOwn(CapturedOutput output) {
        assertRefused(output, "SECRET_KEY is not set", "--MONGODB_URL=" + TestMongo.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--TENANCY_MODE=collection",
                "--TENANCY_MODE=shared",
                "--DELETION_GRACE_DAYS=7",
                "--ALGORITHM=none",
                "--ALGORITHM=HS512",
                "--TENANCY_DATABASE_NAME_BYTES=37",
                "--MASTER_DB_NAME=a/b",
                "--MASTER_DB_NAME=a.b",
                "--MASTER_DB_NAME=admin",
                "--MASTER_DB_NAME=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "--ACCESS_TOKEN_EXPIRE_MINUTES=0",
                "--DEMO_DATA=maybe",
                "--INVITATION_MAILS_PER_HOUR=1",
                "--ORGANIZATIONS_PER_HOUR=1",
                "--MANAGEMENT_PORT=65536",
                "--MANAGEMENT_PORT=8000"
            })
    void aSettingThatIsNotSupportedIsNamed(String setting, CapturedOutput output) {
        assertRefused(
                output,
                setting.substring(2, setting.indexOf('=')),
                "--MONGODB_URL=" + TestMongo.url(),
                "--SECRET_KEY=" + GOOD_KEY,
                setting);
    }

    @Test
    void aPortThatIsTakenIsNamed(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertRefused(
                    output,
                    "MANAGEMENT_PORT is in use",
                    "--MONGODB_URL=" + TestMongo.url(),
                    "--SECRET_KEY=" + GOOD_KEY,
                    "--MANAGEMENT_PORT=" + taken.getLocalPort());
        }
    }

    /** Whoever guesses it becomes the first superuser. */
    @ParameterizedTest
    @ValueSource(strings = {"nineteen-characters", "zwanzig-Zeichen-für-alle", "two words of twenty characters"})
    void aBootstrapTokenThatCannotServeIsRefused(String token, CapturedOutput output) {
        assertRefused(
                output,
                "BOOTSTRAP_TOKEN",
                "--MONGODB_URL=" + TestMongo.url(),
                "--SECRET_KEY=" + GOOD_KEY,
                "--BOOTSTRAP_TOKEN=" + token);

        assertThat(output.getAll()).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SMTP_URL=smtp://user@example.com:" + PASSWORD + "@smtp.example.com",
                "MAIL_FROM=nobody",
                "PUBLIC_URL=https://user:" + PASSWORD + "@tenantry.example.com"
            })
    void aSettingOfMailsThatCannotBeIsRefusedWithoutShowingIt(String setting, CapturedOutput output) {
        assertRefused(
                output,
                setting.substring(0, setting.indexOf('=')) + ": ",
                "--MONGODB_URL=" + TestMongo.url(),
                "--SECRET_KEY=" + GOOD_KEY,
                "--" + setting);

        assertThat(output.getAll()).doesNotContain(PASSWORD);
    }

    @Test
    void aDiskThatForgetsIsRefused(CapturedOutput output) {
        assertRefused(output, "Render", "--RENDER=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:" + PASSWORD + "@127.0.0.1:27017/",
                "user:" + PASSWORD + "@127.0.0.1",
                "mongodb://user:" + PASSWORD + "@127.0.0.1:port/",
                "mongodb://user:" + PASSWORD + "@",
                "mongodb://user:a/" + PASSWORD + "@127.0.0.1/",
                "mongodb+srv://user:" + PASSWORD + "@127.0.0.1:27017/",
                "mongodb://user:" + PASSWORD + "@127.0.0.1/?w=-1&authMechanism=" + PASSWORD
            })
    void anAddressThatIsNoneIsRefusedWithoutShowingIt(String url, CapturedOutput output) {
        assertRefused(output, "MONGODB_URL", "--MONGODB_URL=" + url, "--SECRET_KEY=" + GOOD_KEY);

        assertThat(output.getAll()).doesNotContain(PASSWORD).doesNotContain(GOOD_KEY);
    }

    @Test
    void aDatabaseThatIsAwayIsToldWithinTenSeconds(CapturedOutput output) {
        String url = "mongodb://user:" + PASSWORD + "@127.0.0.1:" + FreePort.find() + "/?authSource=admin";

        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertRefused(output, "MONGODB_URL", "--MONGODB_URL=" + url, "--SECRET_KEY=" + GOOD_KEY));

        assertThat(output.getAll())
                .contains("does not answer", "Connection refused")
                .doesNotContain(PASSWORD)
                .doesNotContain(GOOD_KEY);
    }

    /** "Holding {@code organizations} that this service did not write: the start stops before any write and says so." */
    @Test
    void anotherProgramsMasterIsNotTouched(CapturedOutput output) {
        String name = "foreign_" + new ObjectId();
        try (MongoClient client = MongoClients.create(TestMongo.url())) {
            MongoDatabase foreign = client.getDatabase(name);
            Databases.all(foreign.getCollection("organizations")
                    .insertMany(List.of(new Document("_id", "acme").append("name", "Acme"), new Document("_id", 2))));
            Databases.all(foreign.getCollection("organizations")
                    .createIndex(Indexes.ascending("name"), new IndexOptions().unique(true)));
            Databases.all(foreign.getCollection("users").insertOne(new Document("_id", 1)));
            Map<String, Object> before = contents(foreign);

            assertRefused(
                    output,
                    name,
                    "--MONGODB_URL=" + TestMongo.url(),
                    "--SECRET_KEY=" + GOOD_KEY,
                    "--MASTER_DB_NAME=" + name);

            assertThat(output.getAll()).contains("MASTER_DB_NAME", "Nothing was changed");
            assertThat(contents(foreign)).isEqualTo(before);
            Stream.of("organizations", "users")
                    .forEach(collection ->
                            Databases.all(foreign.getCollection(collection).drop()));
        }
    }

    /** It answers, so nobody is to look for a firewall. */
    @Test
    void aMasterInWhichAnIndexCannotBeMadeIsRefusedWithTheReasonOfTheServer(CapturedOutput output) {
        String name = "unfit_" + new ObjectId();
        try (MongoClient client = MongoClients.create(TestMongo.url())) {
            MongoCollection<Document> logins = client.getDatabase(name).getCollection("logins");
            Document login = new Document("email", "ada@acme.com").append("organization_id", new ObjectId());
            Databases.all(logins.insertMany(List.of(new Document(login), new Document(login))));

            assertRefused(
                    output,
                    "refuses what this service needs",
                    "--MONGODB_URL=" + TestMongo.url(),
                    "--SECRET_KEY=" + GOOD_KEY,
                    "--MASTER_DB_NAME=" + name);

            assertThat(output.getAll()).contains("E11000").doesNotContain("does not answer");
            Databases.all(client.getDatabase(name).listCollectionNames())
                    .forEach(collection -> Databases.all(
                            client.getDatabase(name).getCollection(collection).drop()));
        }
    }

    private static Map<String, Object> contents(MongoDatabase database) {
        Map<String, Object> contents = new TreeMap<>();
        for (String collection : Databases.all(database.listCollectionNames())) {
            contents.put(
                    collection, Databases.all(database.getCollection(collection).find()));
            contents.put(
                    collection + " indexes",
                    Databases.all(database.getCollection(collection).listIndexes()));
        }
        return contents;
    }

    private static void assertRefused(CapturedOutput output, String reason, String... settings) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Tenantry.class)
                        .properties("MASTER_DB_NAME=refused_" + new ObjectId())
                        .run(Stream.concat(Stream.of("--server.port=0"), Stream.of(settings))
                                .toArray(String[]::new))
                        .close())
                .isNotNull();
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START", reason);
        // A stack trace tells people who operate the service nothing.
        assertThat(output.getAll()).doesNotContain("\tat org.springframework");
    }
}
