package io.tenantry.audit;

import io.tenantry.tenancy.MasterCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the audit log needs before the first request. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    MasterCollection platformAuditEntries() {
        return PlatformAuditStore.COLLECTION;
    }
}
