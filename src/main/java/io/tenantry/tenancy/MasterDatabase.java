package io.tenantry.tenancy;

import com.mongodb.CreateIndexCommitQuorum;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.ReadConcern;
import com.mongodb.client.model.CreateIndexOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tenantry.kernel.StartRefusedException;
import io.tenantry.kernel.Startup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The master before its first request: reachable, this service's own, with its indexes. Nothing is written to a database
 * in which another program keeps {@code organizations}.
 */
public class MasterDatabase implements SmartLifecycle {

    /** Long before the web server takes its first request. */
    private static final int PHASE = Integer.MIN_VALUE + 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(MasterDatabase.class);

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    /** An index that a new release brings is built on whatever an old one has gathered. */
    private static final Duration INDEXED_WITHIN = Duration.ofMinutes(30);

    /** Each attempt waits 1.5 s for a server, so that a wrong address is told ten seconds after a cold start at the latest. */
    private static final Retry WHILE_AWAY = Retry.fixedDelay(1, Duration.ofMillis(100))
            .filter(MasterDatabase::mayPass)
            .onRetryExhaustedThrow((spec, last) -> last.failure());

    /** The collection whose one document says whose database this is. */
    private static final String MARK = "tenantry";

    private static final Document MARK_ID = new Document("_id", "master");

    private static final Document PING = new Document("ping", 1);

    /** The older name of {@code hello}, which every server answers, since drivers begin their conversations with it. */
    private static final Document HELLO = new Document("isMaster", 1);

    private final MongoClient client;
    private final MongoDatabase database;
    private final DatabaseServer server;
    private final List<MasterCollection> collections;
    private volatile boolean linearizable;
    private volatile boolean running;

    MasterDatabase(MongoClient client, DatabaseServer server, TenancySettings settings, List<MasterCollection> all) {
        this.client = client;
        this.database = client.getDatabase(settings.masterDatabase());
        this.server = server;
        this.collections = List.copyOf(all);
    }

    /** How to read what must be true now: linearizable on a replica set or sharded cluster, from the only node else. */
    public ReadConcern currentReads() {
        return linearizable ? ReadConcern.LINEARIZABLE : ReadConcern.DEFAULT;
    }

    /** What the clock of the server shows, by which it dates changes; behind a router the router's. */
    public Mono<ServerMoment> moment() {
        return Mono.from(database.runCommand(HELLO)).map(ServerMoment::of);
    }

    @Override
    public void start() {
        Startup.await(
                reach().onErrorMap(MongoException.class, this::away)
                        .then(Mono.defer(this::own))
                        .onErrorMap(MongoException.class, this::unusable),
                READY_WITHIN);
        Startup.await(
                Mono.firstWithSignal(makeIndexes(), patience()).onErrorMap(MongoException.class, this::unusable),
                INDEXED_WITHIN);
        running = true;
    }

    private Mono<Void> reach() {
        return Mono.from(database.runCommand(PING))
                .retryWhen(WHILE_AWAY)
                .doOnNext(there -> linearizable = isReplicated(client.getClusterDescription()))
                .then();
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof MongoException && !(failure instanceof MongoSecurityException);
    }

    private static boolean isReplicated(ClusterDescription cluster) {
        return cluster.getType() != ClusterType.STANDALONE;
    }

    private StartRefusedException away(MongoException failure) {
        return new StartRefusedException(
                "The database that " + server.variable() + " names does not answer: " + StartReasons.of(failure),
                "Check that it runs, that this machine may reach it (on Atlas: Network Access), and that "
                        + server.variable() + " is right.");
    }

    /** A ping needs no rights, so it is found out later that there are none. */
    private StartRefusedException unusable(MongoException failure) {
        if (StartReasons.isForbidden(failure)) {
            return new StartRefusedException(
                    "The database that " + server.variable() + " names does not let this service read and write.",
                    "Name a user in " + server.variable() + " who has the role readWriteAnyDatabase on admin.");
        }
        return failure instanceof MongoServerException
                ? new StartRefusedException(
                        "The database that " + server.variable() + " names refuses what this service needs: "
                                + failure.getMessage(),
                        "Mend that in the database " + database.getName() + ", then start again.")
                : away(failure);
    }

    private Mono<Void> own() {
        return isMarked().flatMap(marked -> marked ? Mono.empty() : mark());
    }

    private Mono<Boolean> isMarked() {
        return Mono.from(database.getCollection(MARK).find(MARK_ID).first()).hasElement();
    }

    private Mono<Void> mark() {
        return Mono.from(database.getCollection("organizations").find().first())
                .flatMap(foreign -> Mono.<Void>error(foreignOrganizations()))
                .switchIfEmpty(Mono.defer(this::insertMark));
    }

    private Mono<Void> insertMark() {
        Document mark = new Document("$setOnInsert", new Document("schema", 1));
        return Mono.from(database.getCollection(MARK).updateOne(MARK_ID, mark, new UpdateOptions().upsert(true)))
                .then();
    }

    private StartRefusedException foreignOrganizations() {
        return new StartRefusedException(
                "The database '" + database.getName() + "' already holds organizations that this service did not write."
                        + " Nothing was changed.",
                "Set MASTER_DB_NAME to a database that is empty or was made by this service.");
    }

    private Mono<Void> makeIndexes() {
        MongoDatabase patient = database.withTimeout(INDEXED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        return Flux.fromIterable(collections)
                .filter(collection -> !collection.indexes().isEmpty())
                .concatMap(collection ->
                        patient.getCollection(collection.name()).createIndexes(collection.indexes(), quorum()))
                .then();
    }

    /** Says why it takes so long. */
    private Mono<Void> patience() {
        return Mono.delay(READY_WITHIN)
                .doOnNext(late -> LOG.info(
                        "The database {} still makes its indexes. They are given {} minutes.",
                        database.getName(),
                        INDEXED_WITHIN.toMinutes()))
                .then(Mono.never());
    }

    /** Of a replica set a majority is to build it; by default one member that is down holds up the start. */
    private CreateIndexOptions quorum() {
        return linearizable
                ? new CreateIndexOptions().commitQuorum(CreateIndexCommitQuorum.MAJORITY)
                : new CreateIndexOptions();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
