package io.tenantry.benchmark;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.tenantry.benchmark.Service.Account;
import io.tenantry.benchmark.SideBySide.Side;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import reactor.core.publisher.Flux;

/** What a read costs beside a bare handler that finds one document. */
final class Reads {

    private static final int ORGANIZATIONS = 50;

    /** A cold service is not asked for everything at once. */
    private static final int AT_ONCE = 2;

    private final BenchmarkSettings settings;
    private final Caller caller;
    private final Service service;
    private final Service bare;
    private final List<Account> accounts;
    private final List<Call> references;

    private Reads(BenchmarkSettings settings, Caller caller, Database database, Service service, Service bare) {
        this.settings = settings;
        this.caller = caller;
        this.service = service;
        this.bare = bare;
        this.accounts = service.accounts(new Caller(AT_ONCE), ORGANIZATIONS);
        this.references = documents(database.url(), answers()).stream()
                .map(document -> Call.get(bare.url() + "/organization?id=" + document.get("_id")))
                .toList();
    }

    static List<Figure> measure(BenchmarkSettings settings) {
        try (Database database = new Database(settings);
                Service service = Service.on(settings, "reads-service", database);
                Service bare = Service.reference(settings, "reads-reference", BareHandler.class, database)) {
            return new Reads(settings, new Caller(settings.connections()), database, service, bare).figures();
        }
    }

    private List<Figure> figures() {
        List<Call> lookUps = accounts.stream().map(Account::lookUp).toList();
        List<Call> byMembers = accounts.stream()
                .map(account -> account.lookUp().with(account.token()))
                .toList();
        List<Call> profiles = accounts.stream()
                .map(account -> Call.get(service.url() + "/me").with(account.token()))
                .toList();
        return Stream.of(
                        new Read("lookup", "GET /org/get", lookUps, 1),
                        new Read("member", "GET /org/get with a token", byMembers, 1),
                        new Read("me", "GET /me", profiles, 1.6))
                .filter(read -> settings.isWanted(read.id()))
                .map(this::compare)
                .toList();
    }

    /** @param id what it is called in {@code -Dbenchmark.only} */
    private record Read(String id, String name, List<Call> calls, double bound) {}

    private Figure compare(Read read) {
        System.out.println(read.name());
        return new SideBySide(side(service, read.calls()), side(bare, references))
                .compare(settings)
                .figure(read.name(), read.bound());
    }

    private Side side(Service asked, List<Call> calls) {
        return new Side(asked.process(), () -> caller.keepBusy(calls, settings.round()));
    }

    private List<String> answers() {
        return caller.all(accounts.stream().map(Account::lookUp).toList());
    }

    /** What the service answers, as documents: so that both sides send the same. */
    private static List<Document> documents(String url, List<String> answers) {
        List<Document> documents = answers.stream().map(Reads::document).toList();
        try (MongoClient client = MongoClients.create(url)) {
            Flux.from(client.getDatabase(BareHandler.DATABASE)
                            .getCollection(BareHandler.COLLECTION)
                            .insertMany(documents))
                    .blockLast();
        }
        return documents;
    }

    private static Document document(String answer) {
        Document document = Document.parse(answer);
        Document renamed = new Document("_id", document.remove("organization_id"));
        renamed.putAll(document);
        return renamed;
    }
}
