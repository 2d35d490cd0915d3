package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.OrganizationId;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Promise "Isolation": a pipeline reads and writes the database of its own tenant, whatever runs beside it. */
@TenantryTest
class RoutingTests {

    private static final String NOTES = "notes";

    private final TenantTemplate template;
    private final MasterTemplate master;
    private final Clusters clusters;
    private final DatabaseCopier databases;

    RoutingTests(TenantTemplate template, MasterTemplate master, Clusters clusters, DatabaseCopier databases) {
        this.template = template;
        this.master = master;
        this.clusters = clusters;
        this.databases = databases;
    }

    @Test
    void withoutATenantEveryUseIsAnErrorAndNeverEmpty() {
        StepVerifier.create(template.insert(new Document(), NOTES)).verifyError(NoTenantException.class);
        StepVerifier.create(template.find(new Query(), Document.class, NOTES)).verifyError(NoTenantException.class);
        StepVerifier.create(template.remove(new Query(), NOTES)).verifyError(NoTenantException.class);
        StepVerifier.create(template.executeCommand(new Document("ping", 1))).verifyError(NoTenantException.class);
    }

    @Test
    void noTenantsDatabaseIsFoundByItsName() {
        TenantDatabaseFactory factory = new TenantDatabaseFactory(clusters);

        StepVerifier.create(factory.getMongoDatabase("org_other")).verifyError(UnsupportedOperationException.class);
    }

    @Test
    void parallelPipelinesOfManyTenantsNeverMix() {
        List<Tenant> tenants = IntStream.range(0, 8).mapToObj(i -> tenant()).toList();

        Flux.range(0, 800)
                .flatMap(i -> insert(tenants.get(i % 8), i).subscribeOn(Schedulers.parallel()), 64)
                .then()
                .block();

        for (Tenant tenant : tenants) {
            List<Document> notes = template.findAll(Document.class, NOTES)
                    .collectList()
                    .contextWrite(TenantContext.with(tenant))
                    .block();
            assertThat(notes)
                    .hasSize(100)
                    .allMatch(
                            note -> note.getString("tenant").equals(tenant.id().toString()));
            databases.drop(tenant.placement()).block();
        }
    }

    @Test
    void theMasterIsReachedWithAndWithoutATenant() {
        StepVerifier.create(master.getMongoDatabase()
                        .map(database -> database.getName())
                        .contextWrite(TenantContext.with(tenant())))
                .assertNext(name -> assertThat(name).startsWith("test_master_"))
                .verifyComplete();
    }

    private Mono<Document> insert(Tenant tenant, int number) {
        Document note = new Document("tenant", tenant.id().toString()).append("number", number);
        return template.insert(note, NOTES).contextWrite(TenantContext.with(tenant));
    }

    private static Tenant tenant() {
        String database = "org_" + Api.uniqueName("routing").replace(' ', '_');
        return new Tenant(
                OrganizationId.create(),
                database,
                Placement.database(Clusters.MAIN, database),
                Tenant.Access.OPEN,
                1,
                PeopleVersion.FIRST);
    }
}
