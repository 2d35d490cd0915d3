package io.tenantry.isolation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.tenantry.Api;
import io.tenantry.Databases;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.springframework.http.HttpMethod;

/** An organization in which there is one of everything that a path can name. */
final class Inhabited {

    private final Api api;
    private final Databases databases;
    private final Api.Account account;
    private final String database;
    private final Set<String> colleagues = new HashSet<>();

    private Inhabited(Api api, Databases databases, Api.Account account) {
        this.api = api;
        this.databases = databases;
        this.account = account;
        this.database = api.databaseOf(account, account.name());
    }

    static Inhabited make(Api api, Databases databases, String stem) {
        return new Inhabited(api, databases, api.organization(stem));
    }

    Api.Account account() {
        return account;
    }

    String id() {
        return account.organizationId();
    }

    String name() {
        return account.name();
    }

    String token() {
        return account.token();
    }

    String user() {
        String email = Api.uniqueEmail();
        colleagues.add(email);
        return Api.text(api.createUser(account, email, "member").expectStatus().isCreated(), "id");
    }

    String apiKey() {
        return String.valueOf(api.apiKey(account, "member").get("id"));
    }

    String invitation() {
        String email = Api.uniqueEmail();
        colleagues.add(email);
        return Api.text(
                api.post("/invitations", token(), Map.of("email", email, "role", "member"))
                        .expectStatus()
                        .isCreated(),
                "id");
    }

    String role() {
        String name = "role_of_" + id();
        role(name, List.of("read:events"));
        return name;
    }

    /** One that has ended, as the master keeps it. */
    String operation() {
        ObjectId operation = new ObjectId();
        Document ended = new Document("_id", operation)
                .append("organization_id", new ObjectId(id()))
                .append("type", "RENAME")
                .append("created_at", Instant.now())
                .append("updated_at", Instant.now());
        Databases.all(databases.master().getCollection("operations").insertOne(ended));
        return operation.toHexString();
    }

    void role(String name, List<String> permissions) {
        api.send(HttpMethod.PUT, "/roles/" + name, token(), Map.of("permissions", permissions))
                .expectStatus()
                .isOk();
    }

    /** An access token of a new person with that role. */
    String person(String role) {
        return api.person(account, role).token();
    }

    /** A new API key with that role. */
    String key(String role) {
        return String.valueOf(api.apiKey(account, role).get("key"));
    }

    /** What no answer to a stranger may contain, beside its things. */
    Set<String> marks() {
        Set<String> marks = new HashSet<>(colleagues);
        marks.addAll(Set.of(account.email(), database));
        return marks;
    }

    /** All that is stored of it, in bytes: its own database, and what the master knows of it and its people. */
    Map<String, List<RawBsonDocument>> contents() {
        Map<String, List<RawBsonDocument>> contents = databases.contents(database);
        contents.put("master organizations", known("organizations", "_id"));
        contents.put("master admins", known("admins", "_id"));
        contents.put("master logins", known("logins", "organization_id"));
        contents.put("master claims", known("claims", "organization_id"));
        return contents;
    }

    private List<RawBsonDocument> known(String collection, String field) {
        return Databases.all(databases
                .master()
                .getCollection(collection, RawBsonDocument.class)
                .find(Filters.eq(field, new ObjectId(id())))
                .sort(Sorts.ascending("_id")));
    }
}
