package io.tenantry.organization;

import io.tenantry.Tenantry;
import io.tenantry.identity.HeldPasswords;
import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The service as it is deployed, except that tests can hold its operations at their steps. */
public final class HookedInstance {

    /** The environment variable with the directory in which holds are armed. */
    public static final String HOLDS = "HOLDS";

    private HookedInstance() {}

    public static void main(String[] args) {
        StepHolds holds = new StepHolds(Path.of(System.getenv(HOLDS)));
        ApplicationContextInitializer<GenericApplicationContext> registered = context -> {
            context.registerBean(StepHolds.class, () -> holds);
            HeldPasswords.register(context, holds.beforePasswordIsReset(), holds.afterPasswordIsReset());
        };
        new SpringApplicationBuilder(Tenantry.class)
                .initializers(registered)
                .properties("tenantry.organizations.sweep-every=5s", "tenantry.organizations.sweep-rest=0")
                .run(args);
    }
}
