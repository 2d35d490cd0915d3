package io.tenantry.benchmark;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** The tests' components are on the class path too, and no part of the service, but for what is made for benchmarks. */
final class MainCodeOnly extends TypeExcludeFilter {

    private static final String FOR_BENCHMARKS = "io.tenantry.identity.PublicProfileController";

    static void register(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerSingleton("mainCodeOnly", new MainCodeOnly());
    }

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
        return type.getResource().getURL().getPath().contains("/test-classes/")
                && !type.getClassMetadata().getClassName().equals(FOR_BENCHMARKS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MainCodeOnly;
    }

    @Override
    public int hashCode() {
        return MainCodeOnly.class.hashCode();
    }
}
