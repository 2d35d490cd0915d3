package io.tenantry.kernel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * How times are written: RFC 3339 in UTC with three digits of milliseconds and {@code Z}, which is as exact as a BSON date.
 * They are read with any offset; what is finer than a millisecond is cut.
 */
public final class Timestamps {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LAST_YEAR = 9999;

    private Timestamps() {}

    /** {@code 2026-03-01T09:30:00.000Z}. */
    public static String format(Instant time) {
        return FORMAT.format(time);
    }

    /**
     * The moment in that text.
     *
     * @throws InvalidValueException when it is no date and time with an offset (RFC 3339, section 5.6)
     */
    public static Instant parse(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
                throw invalid();
            }
            return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    private static InvalidValueException invalid() {
        return new InvalidValueException("must be a time such as 2026-03-01T09:30:00Z, with an offset");
    }
}
