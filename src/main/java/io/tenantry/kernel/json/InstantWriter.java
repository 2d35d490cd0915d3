package io.tenantry.kernel.json;

import io.tenantry.kernel.Timestamps;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Writes a time with exactly three digits of milliseconds. */
final class InstantWriter extends StdScalarSerializer<Instant> {

    InstantWriter() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
        json.writeString(Timestamps.format(time));
    }
}
