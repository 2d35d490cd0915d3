package io.tenantry.organization;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.tenancy.CopyProgress;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An operation as callers see it. */
@Schema(name = "Operation")
record OperationView(
        @Schema(example = "65f0a2b4c3d2e1f0a9b8c7d6") String id,
        String organizationId,

        @Schema(allowableValues = {"provision", "rename", "delete"})
        String type,

        Status status,

        @Schema(
                description = "What is being done; null when it has ended.",
                types = {"string", "null"},
                example = "copy")
        @Nullable
        String step,

        @Schema(
                description = "Documents copied, of an estimate; null before there is one.",
                types = {"object", "null"})
        @Nullable
        CopyProgress progress,

        @Schema(
                description = "Why it failed and was undone; null unless it did.",
                types = {"object", "null"})
        Operation.@Nullable Failure error,

        Instant createdAt,
        Instant updatedAt) {

    /** Contract, {@code GET /operations/{id}}. */
    enum Status {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    static OperationView of(Organization organization) {
        Operation operation = organization.requiredOperation();
        return new OperationView(
                operation.id().toHexString(),
                organization.id().toString(),
                word(operation.type()),
                operation.isHandedBack() ? Status.PENDING : Status.RUNNING,
                word(operation.step()),
                operation.progress(),
                null,
                operation.createdAt(),
                operation.lastSeen());
    }

    static OperationView of(EndedOperation ended) {
        return new OperationView(
                ended.id().toHexString(),
                ended.organizationId().toString(),
                word(ended.type()),
                ended.failure() == null ? Status.SUCCEEDED : Status.FAILED,
                null,
                ended.progress(),
                ended.failure(),
                ended.createdAt(),
                ended.updatedAt());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    boolean isOf(OrganizationId organization) {
        return organizationId.equals(organization.toString());
    }
}
