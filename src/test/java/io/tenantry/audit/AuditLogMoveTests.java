package io.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.ServerAddress;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import io.tenantry.tenancy.TenantReads;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Contract, {@code GET /audit-log/verify}, while the organization is renamed, which moves its log. */
@TenantryTest
class AuditLogMoveTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final TenantTemplate template;
    private final TenantSchema schema;
    private final PlatformAuditStore platform;
    private final ChainHeadStore heads;
    private final TenantReads reads;
    private final TenantDirectory directory;

    AuditLogMoveTests(
            Api api,
            TenantTemplate template,
            TenantSchema schema,
            PlatformAuditStore platform,
            ChainHeadStore heads,
            TenantReads reads,
            TenantDirectory directory) {
        this.api = api;
        this.template = template;
        this.schema = schema;
        this.platform = platform;
        this.heads = heads;
        this.reads = reads;
        this.directory = directory;
    }

    @Test
    void itIsSoundOrBusyAndNothingElse() {
        Api.Account account = api.organization("Verified");
        change(account, "Grace");
        CompletableFuture<Answer> renames = api.renaming(account, Api.uniqueName("Verified Two"))
                .flatMap(renamed -> api.renaming(account, Api.uniqueName("Verified Three")))
                .toFuture();

        List<Answer> answers = new ArrayList<>();
        while (!renames.isDone()) {
            answers.add(Objects.requireNonNull(api.call(HttpMethod.GET, "/audit-log/verify", account.token(), null)
                    .block(PATIENCE)));
        }

        assertThat(renames.join().status()).isEqualTo(200);
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(
                        answer -> assertThat(Boolean.TRUE.equals(answer.body().get("valid"))
                                        || answer.is(ErrorCode.ORGANIZATION_BUSY))
                                .as("%s", answer)
                                .isTrue());
    }

    /** The old place is dropped ten seconds after a move, under whoever still reads there. */
    @Test
    void aLogThatIsTakenAwayWhileItIsReadIsToBeReadAgain() {
        Api.Account account = api.organization("Taken Away");
        change(account, "Grace");
        Tenant before = current(account);
        api.rename(account, Api.uniqueName("Elsewhere")).expectStatus().isOk();

        StepVerifier.create(interrupted().verify(before.id()).contextWrite(TenantContext.with(before)))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                busy -> assertThat(busy.code()).isEqualTo(ErrorCode.ORGANIZATION_BUSY)));
    }

    @Test
    void whatFailsWhereTheOrganizationIsFails() {
        Tenant there = current(api.organization("Broken"));

        StepVerifier.create(interrupted().verify(there.id()).contextWrite(TenantContext.with(there)))
                .verifyError(MongoCursorNotFoundException.class);
    }

    private void change(Api.Account account, String name) {
        api.send(HttpMethod.PATCH, "/me", account.token(), Map.of("full_name", name))
                .expectStatus()
                .isOk();
    }

    private Tenant current(Api.Account account) {
        return Objects.requireNonNull(directory
                .readCurrent(OrganizationId.of(account.organizationId()))
                .block(PATIENCE));
    }

    private AuditService interrupted() {
        return new AuditService(new Interrupted(template, schema), platform, heads, reads, directory);
    }

    /** What the server says of a cursor whose collection was dropped. */
    private static final class Interrupted extends AuditStore {

        Interrupted(TenantTemplate template, TenantSchema schema) {
            super(template, schema);
        }

        @Override
        Flux<BsonDocument> chain() {
            return Flux.error(new MongoCursorNotFoundException(1, new BsonDocument(), new ServerAddress("localhost")));
        }
    }
}
