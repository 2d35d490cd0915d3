package io.tenantry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The whole service, once more, in the process of a test that wants one of its own, on any free port. */
public final class TestService {

    private static final String ANY_PORT = "--server.port=0";

    /** What instances on one master have in common. */
    private static final List<String> COMMON = List.of(
            "tenantry.tenancy.mongodb-url",
            "tenantry.tenancy.master-database",
            "tenantry.tokens.secret-key",
            "tenantry.sign-in.address-failures");

    private TestService() {}

    /**
     * One by itself, with {@link Api} and {@link Databases}.
     *
     * @param master the name of its master, which nobody else uses
     * @param settings more of them, as on a command line
     */
    public static ConfigurableApplicationContext start(String master, String... settings) {
        Stream<String> own = Stream.of(
                ANY_PORT,
                "--MONGODB_URL=" + TestMongo.url(),
                "--MASTER_DB_NAME=" + master,
                "--SECRET_KEY=kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq");
        return new SpringApplicationBuilder(Tenantry.class, Api.class, Databases.class)
                .run(Stream.concat(own, Arrays.stream(settings)).toArray(String[]::new));
    }

    /** Another instance on the master of a first one: {@link #settingsBeside}. */
    public static ConfigurableApplicationContext beside(Environment first, String... settings) {
        return new SpringApplicationBuilder(Tenantry.class)
                .web(WebApplicationType.REACTIVE)
                .run(settingsBeside(first, settings));
    }

    /**
     * Those of a first instance that another one on its master must have too, and any free port.
     *
     * @param settings more of them, as on a command line; they go before those of the first
     */
    public static String[] settingsBeside(Environment first, String... settings) {
        Stream<String> common = COMMON.stream().map(name -> "--" + name + "=" + first.getRequiredProperty(name));
        return Stream.concat(
                        Arrays.stream(settings),
                        Stream.concat(Stream.of(ANY_PORT), common).filter(setting -> !isAmong(settings, setting)))
                .toArray(String[]::new);
    }

    private static boolean isAmong(String[] settings, String setting) {
        String name = setting.substring(0, setting.indexOf('=') + 1);
        return Arrays.stream(settings).anyMatch(other -> other.startsWith(name));
    }
}
