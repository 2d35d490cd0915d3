package io.tenantry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/**
 * Runs a test against the whole service on a real HTTP port, with a master of its own on the server of {@link TestMongo}.
 * All such tests share one running service, so each makes the organizations it needs, under names of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Tenantry.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.class)
@Import({Api.class, Databases.class})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface TenantryTest {}
