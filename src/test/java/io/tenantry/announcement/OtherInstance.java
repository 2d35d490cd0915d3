package io.tenantry.announcement;

import io.tenantry.Tenantry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

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
                .initializers(OtherInstance::giveItsOwnEventLoops)
                .run(arguments.toArray(String[]::new)));
    }

    /** Those that all share end with the first one that is closed. */
    private static void giveItsOwnEventLoops(ConfigurableApplicationContext context) {
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> {
            ReactorResourceFactory own = new ReactorResourceFactory();
            own.setUseGlobalResources(false);
            return own;
        });
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
