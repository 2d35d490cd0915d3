package io.tenantry.benchmark;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The reference for creates: the commands that the service sends for one organization, one after the other, by the driver
 * alone. One request asks for a whole round of them, so that HTTP costs nothing.
 */
public final class PlainCreates {

    /** What is sent, in order, as {@link Commands} reads it from the service's log. */
    static final List<String> COMMANDS = List.of(
            "update open_operations",
            "insert organizations",
            "insert claims",
            "insert claims",
            "insert claims",
            "listCollections",
            "update organizations",
            "insert logins",
            "update organizations",
            "createIndexes users",
            "insert users",
            "update logins",
            "update admins",
            "update organizations",
            "update organizations",
            "delete open_operations",
            "insert platform_audit");

    private static final String HASH =
            "{argon2}$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw$67jxpB1IqgsMk7RHbyVJUKNSFNghKq1b0b9sg1XHWdU";

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

    private final MongoClient client;
    private final MongoDatabase master;

    private PlainCreates(MongoClient client) {
        this.client = client;
        this.master = client.getDatabase("plain_master");
    }

    /** The process itself: the port to listen on and the database's URL. */
    public static void main(String[] args) {
        PlainCreates creates = new PlainCreates(MongoClients.create(settings(args[1])));
        creates.prepare().block();
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .route(routes -> routes.get("/", (request, response) -> response.sendString(Mono.just("ready")))
                        .get("/create/{count}/{atOnce}", creates::create))
                .bindNow()
                .onDispose()
                .block();
    }

    /** Those of the service. */
    private static MongoClientSettings settings(String url) {
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(url))
                .timeout(10, TimeUnit.SECONDS)
                .writeConcern(WriteConcern.MAJORITY)
                .build();
    }

    /** The indexes of the service's master. */
    private Mono<Void> prepare() {
        IndexOptions unique = new IndexOptions().unique(true);
        return Flux.concat(
                        index(
                                "organizations",
                                Indexes.ascending("visible_key"),
                                new IndexOptions().unique(true).sparse(true)),
                        index("organizations", Indexes.ascending("changed_at"), new IndexOptions()),
                        index("claims", Indexes.ascending("organization_id"), new IndexOptions()),
                        index("claims", Indexes.ascending("drop_after"), new IndexOptions().sparse(true)),
                        index("logins", Indexes.ascending("email", "organization_id"), unique),
                        index("logins", Indexes.ascending("organization_id"), new IndexOptions()))
                .then();
    }

    private Publisher<String> index(String collection, Bson keys, IndexOptions options) {
        return master.getCollection(collection).createIndex(keys, options);
    }

    private Publisher<Void> create(HttpServerRequest request, HttpServerResponse response) {
        int count = Integer.parseInt(parameter(request, "count"));
        int atOnce = Integer.parseInt(parameter(request, "atOnce"));
        Mono<String> round =
                Flux.range(0, count).flatMap(i -> create(), atOnce).then(Mono.just(Integer.toString(count)));
        return response.sendString(round);
    }

    private static String parameter(HttpServerRequest request, String name) {
        String value = request.param(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    private Mono<Document> create() {
        ObjectId id = new ObjectId();
        ObjectId admin = new ObjectId();
        String key = "plain_" + id;
        String email = "admin-" + id + "@example.com";
        Date now = Date.from(Instant.now());
        List<String> claims = List.of("name:" + key, "email:" + email, "namespace:main/org_" + key + "/");
        MongoDatabase tenant = client.getDatabase("org_" + key);
        Document organization = organization(id, admin, key, email, claims, now);
        return note(id, now)
                .then(Mono.defer(() -> insert(master, "organizations", organization)))
                .then(Mono.defer(() -> claim(id, claims.get(0))))
                .then(Mono.defer(() -> claim(id, claims.get(1))))
                .then(Mono.defer(() -> claim(id, claims.get(2))))
                .then(Mono.defer(() -> Flux.from(tenant.listCollectionNames()).hasElements()))
                .then(Mono.defer(() -> advance(organization, 1)))
                .then(Mono.defer(() -> insert(master, "logins", login(id, admin, email, now))))
                .then(Mono.defer(() -> advance(organization, 2)))
                .then(Mono.defer(() -> Mono.from(tenant.getCollection("users")
                        .createIndex(Indexes.ascending("email"), new IndexOptions().unique(true)))))
                .then(Mono.defer(() -> insert(tenant, "users", user(admin, email, now))))
                .then(Mono.defer(() -> activate(admin)))
                .then(Mono.defer(() -> enter(id, admin)))
                .then(Mono.defer(() -> advance(organization, 3)))
                .then(Mono.defer(() -> open(organization, 4)))
                .then(Mono.defer(() -> strikeOut(id)))
                .then(Mono.defer(() -> insert(master, "platform_audit", entry(id, admin, key, email, now))))
                .thenReturn(organization);
    }

    private Mono<?> note(ObjectId id, Date now) {
        Document note = new Document("_id", id).append("organization_id", id).append("noted_at", now);
        return Mono.from(master.getCollection("open_operations").replaceOne(Filters.eq("_id", id), note, UPSERT));
    }

    private Mono<?> strikeOut(ObjectId id) {
        return Mono.from(master.getCollection("open_operations").deleteOne(Filters.eq("_id", id)));
    }

    private static Mono<?> insert(MongoDatabase database, String collection, Document document) {
        return Mono.from(database.getCollection(collection).insertOne(document));
    }

    private Mono<?> claim(ObjectId organization, String claim) {
        return insert(
                master,
                "claims",
                new Document("_id", claim)
                        .append("organization_id", organization)
                        .append("state", "HELD"));
    }

    private Mono<?> activate(ObjectId admin) {
        return Mono.from(master.getCollection("logins")
                .updateOne(
                        Filters.eq("_id", admin),
                        Updates.combine(
                                Updates.set("state", "ACTIVE"), Updates.set("since", Date.from(Instant.now())))));
    }

    private Mono<?> enter(ObjectId organization, ObjectId admin) {
        return Mono.from(master.getCollection("admins")
                .updateOne(
                        Filters.eq("_id", organization),
                        Updates.addToSet("members", admin),
                        new UpdateOptions().upsert(true)));
    }

    private Mono<?> advance(Document organization, long version) {
        Document set = new Document("operation", organization.get("operation"));
        return swap(organization, version, set, new Document("visible_key", ""));
    }

    private Mono<?> open(Document organization, long version) {
        Document set = new Document("status", "ACTIVE")
                .append("epoch", 1L)
                .append("visible_key", organization.get("name_key"));
        return swap(organization, version, set, new Document("operation", ""));
    }

    private Mono<?> swap(Document organization, long version, Document set, Document unset) {
        Document update = new Document("$set", set.append("version", version + 1))
                .append("$currentDate", new Document("changed_at", true))
                .append("$unset", unset);
        return Mono.from(master.getCollection("organizations")
                .updateOne(
                        Filters.and(
                                Filters.eq("_id", organization.get("_id")),
                                Filters.eq("version", version),
                                Filters.eq("operation.owner", String.valueOf(organization.get("_id")))),
                        update));
    }

    private static Document organization(
            ObjectId id, ObjectId admin, String key, String email, List<String> claims, Date now) {
        return new Document("_id", id)
                .append("name", key)
                .append("name_key", key)
                .append("placement", placement(key))
                .append("claims", claims)
                .append("admin_email", email)
                .append("admin_id", admin)
                .append("status", "PROVISIONING")
                .append("tier", "FREE")
                .append("epoch", 0L)
                .append("version", 1L)
                .append("created_at", now)
                .append("name_taken_in", id)
                .append("operation", operation(id, now));
    }

    private static Document entry(ObjectId id, ObjectId admin, String key, String email, Date now) {
        return new Document("_id", new ObjectId())
                .append("at", now)
                .append(
                        "actor",
                        new Document("type", "USER")
                                .append("id", admin.toHexString())
                                .append("email", email))
                .append("action", "create")
                .append("resource_type", "organization")
                .append("resource_id", id.toHexString())
                .append(
                        "changes",
                        new Document("name", new Document("old", null).append("new", key))
                                .append("admin_email", new Document("old", null).append("new", email))
                                .append("tier", new Document("old", null).append("new", "free")))
                .append("ip_address", "127.0.0.1")
                .append("request_id", "0".repeat(32))
                .append("organization_id", id);
    }

    private static Document operation(ObjectId id, Date now) {
        return new Document("_id", id)
                .append("type", "PROVISION")
                .append("step", "CLAIM")
                .append("attempt", 1)
                .append("owner", id.toHexString())
                .append("beat", 0L)
                .append("kept", false)
                .append("created_at", now)
                .append("updated_at", now);
    }

    private static Document placement(String key) {
        return new Document("cluster", "main")
                .append("mode", "DATABASE")
                .append("database", "org_" + key)
                .append("prefix", "");
    }

    private static Document login(ObjectId organization, ObjectId admin, String email, Date now) {
        return new Document("_id", admin)
                .append("email", email)
                .append("organization_id", organization)
                .append("password_hash", HASH)
                .append("state", "PENDING")
                .append("since", now);
    }

    private static Document user(ObjectId id, String email, Date now) {
        return new Document("_id", id)
                .append("email", email)
                .append("role", "admin")
                .append("status", "ACTIVE")
                .append("version", 1L)
                .append("created_at", now);
    }
}
