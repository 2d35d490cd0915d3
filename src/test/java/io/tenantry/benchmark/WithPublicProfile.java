package io.tenantry.benchmark;

import io.tenantry.Tenantry;
import java.util.Map;
import org.springframework.boot.SpringApplication;

/** The service as it is, with a route that tells profiles to anybody. */
public final class WithPublicProfile {

    private WithPublicProfile() {}

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Tenantry.class);
        application.setDefaultProperties(Map.of("benchmark.public-profile", "true"));
        application.addInitializers(MainCodeOnly::register);
        application.run(args);
    }
}
