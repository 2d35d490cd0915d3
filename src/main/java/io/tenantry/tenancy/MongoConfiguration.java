package io.tenantry.tenancy;

import com.mongodb.reactivestreams.client.MongoClient;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScanner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mapping.model.SnakeCaseFieldNamingStrategy;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** The clients and the two templates: one for the master, one that routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TenancySettings.class)
class MongoConfiguration {

    @Bean
    DatabaseServer databaseServer(TenancySettings settings) {
        return DatabaseServer.of(settings);
    }

    @Bean
    MongoClient mainCluster(DatabaseServer server) {
        return MongoClients.create(server.variable(), server.url());
    }

    @Bean
    Clusters clusters(MongoClient mainCluster) {
        return new Clusters(Map.of(Clusters.MAIN, mainCluster));
    }

    /**
     * Every document is known before the first request: to learn of one the mapping takes a lock that readers then wait
     * for, and readers are on event loops.
     */
    @Bean
    MappingMongoConverter mongoConverter(ApplicationContext application) throws ClassNotFoundException {
        MongoCustomConversions conversions = new MongoCustomConversions(ValueConverters.ALL);
        MongoMappingContext context = new MongoMappingContext();
        context.setFieldNamingStrategy(new SnakeCaseFieldNamingStrategy());
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        context.setInitialEntitySet(new EntityScanner(application).scan(Document.class));
        context.afterPropertiesSet();
        MappingMongoConverter converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        converter.setCustomConversions(conversions);
        // Records say what they are; a class name in a document would tie the data to this code.
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        return converter;
    }

    @Bean
    MasterTemplate masterTemplate(MongoClient mainCluster, TenancySettings settings, MappingMongoConverter converter) {
        return new MasterTemplate(mainCluster, settings.masterDatabase(), converter);
    }

    @Bean
    TenantTemplate tenantTemplate(Clusters clusters, MappingMongoConverter converter) {
        return new TenantTemplate(new TenantDatabaseFactory(clusters), converter);
    }

    @Bean
    MasterDatabase masterDatabase(
            MongoClient mainCluster,
            DatabaseServer server,
            TenancySettings settings,
            List<MasterCollection> collections) {
        return new MasterDatabase(mainCluster, server, settings, collections);
    }
}
