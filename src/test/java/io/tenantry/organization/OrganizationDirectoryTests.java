package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.MasterDatabase;
import io.tenantry.tenancy.MasterTemplate;
import io.tenantry.tenancy.ServerMoment;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is known here of organizations. */
@TenantryTest
class OrganizationDirectoryTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Api api;
    private final Databases databases;
    private final TenantDirectory directory;
    private final OrganizationStore store;
    private final OrganizationChanges changes;
    private final MasterTemplate master;
    private final MasterDatabase database;

    OrganizationDirectoryTests(
            Api api,
            Databases databases,
            TenantDirectory directory,
            OrganizationStore store,
            OrganizationChanges changes,
            MasterTemplate master,
            MasterDatabase database) {
        this.api = api;
        this.databases = databases;
        this.directory = directory;
        this.store = store;
        this.changes = changes;
        this.master = master;
        this.database = database;
    }

    /** Or whoever tries the same again after a move would be told for ever where the organization was. */
    @Test
    void eachSubscriptionLooksAnew() {
        Api.Account account = api.organization("Looked Up");
        String spelling = account.name().toUpperCase(Locale.ROOT);

        for (Mono<Tenant> look : List.of(
                directory.find(OrganizationId.of(account.organizationId())), directory.findByName(account.name()))) {
            api.rename(account, account.name()).expectStatus().isOk();
            assertThat(name(look)).isEqualTo(account.name());
            api.rename(account, spelling).expectStatus().isOk();
            assertThat(name(look)).isEqualTo(spelling);
        }
    }

    /** As after a server's clock was set back by an hour, or one took over whose clock is behind by that much. */
    @Test
    void whatIsDatedBeforeTheLastChangeIsNoticed() {
        Api.Account account = api.organization("Set Back");
        dateAnHourAhead(api.organization("Ahead"));
        Freshness freshness = new Freshness();
        OrganizationDirectory another = new OrganizationDirectory(store, freshness);
        DirectoryRefresh refresh = new DirectoryRefresh(changes, store, another, freshness);
        refresh.refresh().block(PATIENCE);
        Mono<Tenant> look = another.find(OrganizationId.of(account.organizationId()));
        assertThat(name(look)).isEqualTo(account.name());
        String spelling = account.name().toUpperCase(Locale.ROOT);

        api.rename(account, spelling).expectStatus().isOk();
        refresh.refresh().block(PATIENCE);

        assertThat(name(look)).isEqualTo(spelling);
    }

    /** The acknowledgement rule rests on it: a later state that is remembered may have been rolled back. */
    @Test
    void whatIsReadAsItIsNowIsAnsweredWhateverIsRemembered() {
        OrganizationId id = OrganizationId.of(api.organization("Rolled Back").organizationId());
        OrganizationDirectory another = new OrganizationDirectory(store, new Freshness());
        Organization now = read(id);

        another.remember(takenBack(now));

        assertThat(Objects.requireNonNull(another.readCurrent(id).block(PATIENCE)))
                .isEqualTo(now.tenant());
    }

    /** A primary that nobody follows any more shows its readers what its successor has never heard of. */
    @Test
    void whatMayHaveBeenRolledBackIsForgotten() {
        OrganizationId id = OrganizationId.of(api.organization("Rolled Back").organizationId());
        Freshness freshness = new Freshness();
        OrganizationDirectory another = new OrganizationDirectory(store, freshness);
        Elections elections = new Elections(master, database);
        DirectoryRefresh refresh = new DirectoryRefresh(elections, store, another, freshness);
        Organization now = read(id);
        refresh.refresh().block(PATIENCE);
        another.remember(takenBack(now));
        refresh.refresh().block(PATIENCE);
        assertThat(name(another.find(id))).isEqualTo("Taken Back");

        elections.elect();
        refresh.refresh().block(PATIENCE);

        assertThat(name(another.find(id))).isEqualTo(now.name());
    }

    @Test
    void whatWasOnItsWayWhenAllWasForgottenIsNotRemembered() {
        OrganizationId id = OrganizationId.of(api.organization("On Its Way").organizationId());
        Organization now = read(id);
        Slow slow = new Slow(master, database);
        Freshness freshness = new Freshness();
        OrganizationDirectory another = new OrganizationDirectory(slow, freshness);
        freshness.inStepAt(freshness.now());
        CompletableFuture<Tenant> early = another.find(id).toFuture();

        another.forgetAll();
        slow.answer.tryEmitValue(takenBack(now));

        assertThat(early).succeedsWithin(PATIENCE).extracting(Tenant::name).isEqualTo("Taken Back");
        slow.answer = Sinks.one();
        slow.answer.tryEmitValue(now);
        assertThat(name(another.find(id))).isEqualTo(now.name());
    }

    /** Answers when a test says so. */
    private static final class Slow extends OrganizationStore {

        private Sinks.One<Organization> answer = Sinks.one();

        Slow(MasterTemplate master, MasterDatabase database) {
            super(master, database);
        }

        @Override
        Mono<Organization> find(OrganizationId id) {
            return answer.asMono();
        }
    }

    private Organization read(OrganizationId id) {
        return Objects.requireNonNull(store.readCurrent(id).block(PATIENCE));
    }

    private static Organization takenBack(Organization now) {
        return now.respelled(OrganizationName.of("Taken Back"), Instant.now())
                .withEpoch(now.epoch() + 1)
                .next();
    }

    /** Changes as they are in the database, under primaries that a test elects. */
    private static final class Elections extends OrganizationChanges {

        private ObjectId election = new ObjectId();

        Elections(MasterTemplate master, MasterDatabase database) {
            super(master, database);
        }

        void elect() {
            election = new ObjectId();
        }

        @Override
        Mono<ServerMoment> moment() {
            return super.moment().map(moment -> new ServerMoment(moment.time(), election));
        }
    }

    private void dateAnHourAhead(Api.Account account) {
        Databases.all(databases
                .master()
                .getCollection("organizations")
                .updateOne(
                        Filters.eq("_id", new ObjectId(account.organizationId())),
                        Updates.set("changed_at", Instant.now().plus(Duration.ofHours(1)))));
    }

    private static String name(Mono<Tenant> look) {
        return Objects.requireNonNull(look.block(PATIENCE)).name();
    }
}
