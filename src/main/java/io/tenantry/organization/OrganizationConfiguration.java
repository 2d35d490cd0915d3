package io.tenantry.organization;

import io.tenantry.tenancy.Clusters;
import io.tenantry.tenancy.DatabaseCopier;
import io.tenantry.tenancy.MasterCollection;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the organizations need before the first request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrganizationSettings.class)
class OrganizationConfiguration {

    /** Reads the Unicode tables from their file now, and not on an event loop at the first request. */
    OrganizationConfiguration() {
        Namespace.of(OrganizationName.of("Zürich ❤").key(), Namespace.MAX_BYTES);
    }

    @Bean
    MasterCollection organizations() {
        return OrganizationStore.COLLECTION;
    }

    @Bean
    MasterCollection claims() {
        return ClaimStore.COLLECTION;
    }

    @Bean
    MasterCollection endedOperations() {
        return OperationStore.ENDED;
    }

    @Bean
    DatabaseCopier databaseCopier(Clusters clusters) {
        return new DatabaseCopier(clusters);
    }
}
