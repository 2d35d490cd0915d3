package io.tenantry.kernel;

import java.time.ZoneId;

/** Time zones by the ids of the IANA database, as Java knows it: {@code Europe/Berlin}, not an offset. */
public final class TimeZones {

    /** Of Java 17 alone: IANA dropped them in 2020. */
    private static final String DROPPED = "SystemV/";

    private TimeZones() {}

    /**
     * The zone of that id.
     *
     * @throws InvalidValueException for an offset, an abbreviation, an unknown id, and one in other letters than its own
     */
    public static ZoneId parse(String text) {
        String id = Text.clean(text);
        if (id.startsWith(DROPPED) || !ZoneId.getAvailableZoneIds().contains(id)) {
            throw new InvalidValueException("must be a time zone of the IANA database such as Europe/Berlin");
        }
        return ZoneId.of(id);
    }
}
