package io.tenantry.kernel.settings;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads {@code .env} in the working folder as if its lines were environment variables; the environment wins. The folder
 * can be changed with the system property {@code tenantry.dotenv-folder}, so that tests meet nobody's own file.
 */
class DotenvPostProcessor implements EnvironmentPostProcessor, Ordered {

    static final String FOLDER = "tenantry.dotenv-folder";

    /** Spring Boot binds {@code CORS_ORIGINS} like an environment variable only from a source that is named so. */
    private static final String NAME = ".env-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Path folder = Path.of(environment.getProperty(FOLDER, "."));
        Map<String, Object> values = Map.copyOf(new DotenvFile(folder.resolve(".env")).read());
        MutablePropertySources sources = environment.getPropertySources();
        SystemEnvironmentPropertySource dotenv = new SystemEnvironmentPropertySource(NAME, values);
        if (sources.contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
            sources.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, dotenv);
        } else {
            sources.addLast(dotenv);
        }
    }

    /** Before everything that reads settings. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
