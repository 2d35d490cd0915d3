package io.tenantry.kernel;

import java.util.Locale;

/** What kind of caller acts inside an organization. */
public enum ActorType {
    USER,
    API_KEY,
    SUPERUSER;

    /** The word in answers, such as {@code api_key}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
