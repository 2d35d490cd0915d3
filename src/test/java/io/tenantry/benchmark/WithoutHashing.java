package io.tenantry.benchmark;

import io.tenantry.Tenantry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.crypto.password.PasswordEncoder;

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
        ((GenericApplicationContext) context)
                .registerBean(
                        "noHashing", PasswordEncoder.class, NoHashing::new, definition -> definition.setPrimary(true));
    }

    private static final class NoHashing implements PasswordEncoder {

        /** As long as a real one. */
        private static final String HASH =
                "{argon2}$argon2id$v=19$m=19456,t=2,p=1$GKjDMFperI0bI9o0Ilm8xw$67jxpB1IqgsMk7RHbyVJUKNSFNghKq1b0b9sg1XHWdU";

        @Override
        public String encode(@Nullable CharSequence password) {
            return HASH;
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            return HASH.equals(hash);
        }
    }
}
