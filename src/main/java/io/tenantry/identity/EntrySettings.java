package io.tenantry.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How superusers enter organizations.
 *
 * @param requireReason {@code REQUIRE_REASON}: whether they must say why
 */
@ConfigurationProperties("tenantry.entry")
record EntrySettings(boolean requireReason) {}
