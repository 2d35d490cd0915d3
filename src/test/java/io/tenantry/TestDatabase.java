package io.tenantry;

import org.bson.types.ObjectId;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives the service under test a master that nobody else has. */
class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String SECRET_KEY = "kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq";

    static final String BOOTSTRAP_TOKEN = "qW3eR5tY7uI9oP1aS4dF6g";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "tenantry.tenancy.mongodb-url=" + TestMongo.url(),
                        "tenantry.tenancy.master-database=test_master_" + new ObjectId(),
                        "tenantry.tokens.secret-key=" + SECRET_KEY,
                        "tenantry.bootstrap.token=" + BOOTSTRAP_TOKEN,
                        // All tests come from one address.
                        "tenantry.sign-in.address-failures=1000000",
                        "tenantry.founding.organizations-per-hour=0",
                        "tenantry.password-reset.address-requests=1000000")
                .applyTo(context);
    }
}
