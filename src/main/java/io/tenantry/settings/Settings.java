package io.tenantry.settings;

import java.time.ZoneId;

/**
 * What an organization has decided for itself.
 *
 * @param openSignup whether anybody may join it who knows its name
 * @param requireTotp whether its people must have a second factor
 * @param timeZone where its events take place unless they say otherwise
 */
public record Settings(boolean openSignup, boolean requireTotp, ZoneId timeZone) {

    static final Settings DEFAULT = new Settings(false, false, ZoneId.of("UTC"));

    /** These with what a change names. */
    Settings with(SettingsChange change) {
        return new Settings(
                change.openSignup() == null ? openSignup : change.openSignup(),
                change.requireTotp() == null ? requireTotp : change.requireTotp(),
                change.timeZone() == null ? timeZone : change.timeZone());
    }
}
