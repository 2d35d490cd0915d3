package io.tenantry.home.openapi;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** Lets springdoc work on a thread of its own: it reads annotations for a second, and holds a lock, which no event loop may. */
@Configuration(proxyBeanMethods = false)
class DescriptionThread implements WebFluxConfigurer {

    private static final int QUEUE = 64;

    @Override
    public void configureBlockingExecution(BlockingExecutionConfigurer configurer) {
        configurer
                .setExecutor(descriptionExecutor())
                .setControllerMethodPredicate(
                        method -> method.getBeanType().getName().startsWith("org.springdoc."));
    }

    private static ThreadPoolTaskExecutor descriptionExecutor() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("openapi-");
        executor.setMaxPoolSize(1);
        executor.setQueueCapacity(QUEUE);
        executor.setDaemon(true);
        executor.initialize();
        return executor;
    }
}
