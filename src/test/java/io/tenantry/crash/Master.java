package io.tenantry.crash;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The databases past the service, and what must be true of them when nothing is going on. Faults are told in words. */
final class Master implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MongoClient client;
    private final String master;
    private final String databases;

    /** @param databases what the names of all organizations' databases begin with */
    Master(String url, String master, String databases) {
        this.client = MongoClients.create(url);
        this.master = master;
        this.databases = databases;
    }

    /** Organizations in which something is under way. */
    List<String> passing() {
        return organizations().stream()
                .filter(Master::isPassing)
                .map(Document::toJson)
                .toList();
    }

    /** Whether an organization with that id or that founder is there and something is under way in it. */
    boolean isPassing(Bson which) {
        return find("organizations", which).stream().anyMatch(Master::isPassing);
    }

    private static boolean isPassing(Document organization) {
        return !List.of("ACTIVE", "DELETED").contains(organization.getString("status"))
                || organization.containsKey("operation");
    }

    /** Claims that an organization names and does not hold, or holds and does not name. */
    List<String> misclaimed() {
        Map<ObjectId, Document> organizations = byId(organizations());
        List<Document> held = all(claims().find(Filters.eq("state", "HELD")));
        Stream<String> unnamed = held.stream()
                .filter(claim -> !named(organizations.get(claim.getObjectId("organization_id")))
                        .contains(claim.getString("_id")))
                .map(claim -> "its organization does not name " + claim.toJson());
        return Stream.concat(
                        unnamed,
                        organizations.values().stream()
                                .filter(Master::isLiving)
                                .flatMap(organization -> unheld(organization, held)))
                .toList();
    }

    private static Stream<String> unheld(Document organization, List<Document> claims) {
        Set<String> held = claims.stream()
                .filter(claim -> organization.getObjectId("_id").equals(claim.getObjectId("organization_id")))
                .map(claim -> claim.getString("_id"))
                .collect(Collectors.toSet());
        Set<String> wanted = new HashSet<>(named(organization));
        wanted.add("name:" + organization.getString("name_key"));
        wanted.add(namespace(databaseOf(organization)));
        wanted.removeAll(held);
        return wanted.stream().map(claim -> "not held: " + claim + " by " + organization.toJson());
    }

    private static List<String> named(@Nullable Document organization) {
        return organization == null ? List.of() : organization.getList("claims", String.class, List.of());
    }

    private static boolean isLiving(Document organization) {
        return !"DELETED".equals(organization.getString("status"));
    }

    /** Who has a name. */
    List<String> claimsOf(String name) {
        String key = name.toLowerCase(Locale.ROOT).replace(' ', '_');
        return all(claims().find(Filters.eq("_id", "name:" + key))).stream()
                .map(Document::toJson)
                .toList();
    }

    /** Of the logins with that address. */
    List<String> loginStates(String email) {
        return find("logins", Filters.eq("email", email)).stream()
                .map(login -> login.getString("state"))
                .toList();
    }

    /** Makes what is under way of the sign-ups of an address older than the minute after which nobody is thought to be at it. */
    void age(String email) {
        Date before = Date.from(Instant.now().minus(Duration.ofMinutes(2)));
        update(master, "logins", Filters.eq("email", email), Updates.set("since", before));
        filled().forEach(database -> update(
                database,
                "invitations",
                Filters.and(Filters.eq("email", email), Filters.exists("use")),
                Updates.set("use.at", before)));
    }

    private void update(String database, String collection, Bson filter, Bson change) {
        all(client.getDatabase(database).getCollection(collection).updateMany(filter, change));
    }

    /** Credentials of people whose organization is gone. */
    List<String> strayLogins() {
        Map<ObjectId, Document> organizations = byId(organizations());
        return find("logins", Filters.empty()).stream()
                .filter(login -> !isLiving(organizations, login.getObjectId("organization_id")))
                .map(login -> "%s of %s".formatted(login.get("_id"), login.get("organization_id")))
                .toList();
    }

    private static boolean isLiving(Map<ObjectId, Document> organizations, ObjectId id) {
        Document organization = organizations.get(id);
        return organization != null && isLiving(organization);
    }

    /** Databases whose claim is missing, or held by an organization that lives elsewhere. */
    List<String> unclaimed() {
        Map<String, Document> claims = all(claims().find()).stream()
                .collect(Collectors.toMap(claim -> claim.getString("_id"), claim -> claim));
        Map<ObjectId, Document> organizations = byId(organizations());
        return filled().filter(database -> !isAccountedFor(database, claims.get(namespace(database)), organizations))
                .toList();
    }

    private static boolean isAccountedFor(
            String database, @Nullable Document claim, Map<ObjectId, Document> organizations) {
        if (claim == null || "RETIRED".equals(claim.getString("state"))) {
            return claim != null;
        }
        Document owner = organizations.get(claim.getObjectId("organization_id"));
        return owner != null && isLiving(owner) && database.equals(databaseOf(owner));
    }

    /** Databases under a retired namespace that hold something. */
    List<String> undropped() {
        Set<String> retired = all(claims().find(Filters.eq("state", "RETIRED"))).stream()
                .map(claim -> claim.getString("_id"))
                .collect(Collectors.toSet());
        return filled().filter(database -> retired.contains(namespace(database)))
                .toList();
    }

    private Stream<String> filled() {
        return all(client.listDatabaseNames()).stream()
                .filter(name -> name.startsWith(databases))
                .filter(name ->
                        !all(client.getDatabase(name).listCollectionNames()).isEmpty());
    }

    /** What is left in the master of an organization that is gone, retired namespaces aside. */
    List<String> traces(String organizationId) {
        ObjectId id = new ObjectId(organizationId);
        return Stream.of(
                        find("organizations", Filters.and(Filters.eq("_id", id), Filters.ne("status", "DELETED"))),
                        find("admins", Filters.eq("_id", id)),
                        find("logins", Filters.eq("organization_id", id)),
                        find("claims", Filters.and(Filters.eq("organization_id", id), Filters.eq("state", "HELD"))))
                .flatMap(List::stream)
                .map(Document::toJson)
                .toList();
    }

    /** Whether there is any organization like that, in whatever state. */
    boolean knows(Bson which) {
        return !find("organizations", which).isEmpty();
    }

    private static String databaseOf(Document organization) {
        return organization.get("placement", Document.class).getString("database");
    }

    private static String namespace(String database) {
        return "namespace:main/" + database + "/";
    }

    private static Map<ObjectId, Document> byId(List<Document> documents) {
        return documents.stream()
                .collect(Collectors.toMap(document -> document.getObjectId("_id"), Function.identity()));
    }

    private List<Document> organizations() {
        return find("organizations", Filters.empty());
    }

    private MongoCollection<Document> claims() {
        return client.getDatabase(master).getCollection("claims");
    }

    private List<Document> find(String collection, Bson filter) {
        return all(client.getDatabase(master).getCollection(collection).find(filter));
    }

    /** A database of another program. */
    MongoDatabase database(String name) {
        return client.getDatabase(name);
    }

    static <T> List<T> all(Publisher<T> work) {
        return Objects.requireNonNull(Flux.from(work).collectList().block(PATIENCE));
    }

    @Override
    public void close() {
        client.close();
    }
}
