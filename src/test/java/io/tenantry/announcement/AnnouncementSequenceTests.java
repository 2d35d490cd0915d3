package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.PeopleVersion;
import io.tenantry.tenancy.Placement;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.time.Duration;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Numbers that others take. */
@TenantryTest
class AnnouncementSequenceTests {

    private static final Tenant TENANT = new Tenant(
            OrganizationId.create(),
            "Busy",
            Placement.database("main", "org_busy"),
            Tenant.Access.OPEN,
            1,
            PeopleVersion.FIRST);

    private final TenantTemplate template;
    private final TenantSchema schema;

    AnnouncementSequenceTests(TenantTemplate template, TenantSchema schema) {
        this.template = template;
        this.schema = schema;
    }

    @Test
    void whoNeverGetsANumberIsToldToComeAgain() {
        StepVerifier.withVirtualTime(this::append)
                .thenAwait(Duration.ofSeconds(10))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                problem -> assertThat(problem.code()).isEqualTo(ErrorCode.ORGANIZATION_BUSY)));
    }

    private Mono<?> append() {
        ObjectId id = new ObjectId();
        return new AnnouncementSequence(new AllTaken(template, schema))
                .append(id, seq -> announcement(seq, id))
                .contextWrite(TenantContext.with(TENANT));
    }

    private static Announcement announcement(long seq, ObjectId id) {
        return new Announcement(seq, id, "Late", "Now.", Severity.INFO, null, UserId.create(), Instant.now());
    }

    /** Somebody else is faster each time. */
    private static final class AllTaken extends AnnouncementStore {

        private long last;

        AllTaken(TenantTemplate template, TenantSchema schema) {
            super(template, schema);
        }

        @Override
        Mono<Announcement> insert(Announcement announcement) {
            return Mono.error(new DuplicateKeyException("taken"));
        }

        @Override
        Mono<Announcement> find(ObjectId id) {
            return Mono.empty();
        }

        @Override
        Mono<Long> findLast() {
            return Mono.fromSupplier(() -> last++);
        }
    }
}
