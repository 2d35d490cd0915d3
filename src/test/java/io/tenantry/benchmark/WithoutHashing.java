package io.tenantry.benchmark;

import io.tenantry.Tenantry;
import io.tenantry.identity.NoHashing;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The service as it is, but for passwords: hashing costs what it is told to cost, and nothing here is to hide in it. */
public final class WithoutHashing {

    private WithoutHashing() {}

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Tenantry.class);
        application.addInitializers(WithoutHashing::prepare);
        application.run(args);
    }

    private static void prepare(ConfigurableApplicationContext context) {
        MainCodeOnly.register(context);
        NoHashing.register((GenericApplicationContext) context);
    }
}
