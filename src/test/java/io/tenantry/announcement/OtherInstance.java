package io.tenantry.announcement;

import io.tenantry.Tenantry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
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
        List<String> arguments = new ArrayList<>(List.of(
                setting(environment, "tenancy.mongodb-url"),
                setting(environment, "tenancy.master-database"),
                setting(environment, "tokens.secret-key"),
                setting(environment, "sign-in.address-failures")));
        arguments.addAll(List.of(more));
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--server.port="))) {
            arguments.add("--server.port=0");
        }
        return new OtherInstance(new SpringApplicationBuilder(Tenantry.class)
                .web(WebApplicationType.REACTIVE)
                .run(arguments.toArray(String[]::new)));
    }

    private static String setting(Environment environment, String name) {
        return "--tenantry." + name + "=" + environment.getRequiredProperty("tenantry." + name);
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
