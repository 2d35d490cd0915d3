package io.tenantry.announcement;

import io.tenantry.TestService;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** One more instance of the service, on the database of the one under test. */
final class OtherInstance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private OtherInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param more further settings, each as {@code --name=value} */
    static OtherInstance start(Environment environment, String... more) {
        return new OtherInstance(TestService.beside(environment, more));
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    boolean isEmpty() {
        return context.getBean(Hub.class).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
