package io.tenantry.organization;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may make organizations.
 *
 * @param selfService {@code SELF_SERVICE}: whether anybody may, or only the operator
 */
@ConfigurationProperties("tenantry.organizations")
record OrganizationSettings(@DefaultValue("true") boolean selfService) {}
