package io.tenantry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service: {@code java -jar tenantry.jar}. */
@SpringBootApplication
public class Tenantry {

    public static void main(String[] args) {
        SpringApplication.run(Tenantry.class, args);
    }
}
