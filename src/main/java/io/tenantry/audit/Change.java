package io.tenantry.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Field;

/**
 * What one field was and became: texts, whole numbers, truth values and lists of texts, times as RFC 3339. Only
 * {@link AuditEvent} makes one.
 *
 * @param old null for what was not there
 * @param now null for what is not there any more
 */
@Schema(name = "AuditChange")
record Change(
        @Schema(description = "Null for what was not there.") @Nullable
        Object old,

        @Schema(description = "Null for what is not there any more.") @JsonProperty("new") @Field("new") @Nullable
        Object now) {

    boolean isNone() {
        return Objects.equals(old, now);
    }
}
