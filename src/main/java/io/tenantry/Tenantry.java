package io.tenantry;

import io.tenantry.embedded.EmbeddedDatabaseProcess;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoReactiveAutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoReactiveRepositoriesAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The service: {@code java -jar tenantry.jar}. With {@code database} as its first argument it is only the embedded
 * database, for several instances on one machine.
 */
@SpringBootApplication(
        exclude = {
            // The clients and templates are made by tenancy: one that routes, one that never does.
            MongoAutoConfiguration.class,
            MongoReactiveAutoConfiguration.class,
            DataMongoAutoConfiguration.class,
            DataMongoReactiveAutoConfiguration.class,
            DataMongoReactiveRepositoriesAutoConfiguration.class,
            // People are found by identity; there is no generated password.
            ReactiveUserDetailsServiceAutoConfiguration.class
        })
public class Tenantry {

    private static final String DATABASE = "database";

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(DATABASE)) {
            EmbeddedDatabaseProcess.main(Arrays.copyOfRange(args, 1, args.length));
        } else {
            SpringApplication.run(Tenantry.class, args);
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
