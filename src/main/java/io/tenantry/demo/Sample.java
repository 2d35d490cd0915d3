package io.tenantry.demo;

import io.tenantry.identity.NewUser;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.Secret;
import io.tenantry.organization.Founder;
import java.util.List;

/**
 * An organization for demonstration, as it is published in README.md.
 *
 * @param domain where its people have their addresses: below {@code .example}, which is nobody's (RFC 2606, section 2)
 */
record Sample(String name, String domain, List<Employee> employees) {

    /** Everybody's, and known to everybody. */
    static final String PASSWORD = "tenantry-demo";

    /** Made at the start of the service. */
    static final List<Sample> AT_THE_START = List.of(
            new Sample(
                    "TechCorp Solutions",
                    "techcorp.example",
                    List.of(
                            new Employee("ada", "Ada Okafor", "organizer"),
                            new Employee("marco", "Marco Silva", "developer"),
                            new Employee("ines", "Inès Laurent", "member"))),
            new Sample(
                    "StartUp Hub",
                    "startuphub.example",
                    List.of(
                            new Employee("priya", "Priya Nair", "organizer"),
                            new Employee("jonas", "Jonas Weber", "developer"),
                            new Employee("mei", "Mei Tanaka", "member"))),
            new Sample(
                    "Global Enterprises",
                    "globalenterprises.example",
                    List.of(
                            new Employee("fatima", "Fatima Haddad", "organizer"),
                            new Employee("liam", "Liam O'Connor", "developer"),
                            new Employee("sofia", "Sofia Rossi", "member"))));

    /** Made when somebody asks for it. */
    static final Sample ON_REQUEST = new Sample(
            "Demo Company",
            "democompany.example",
            List.of(
                    new Employee("elena", "Elena Petrova", "organizer"),
                    new Employee("noah", "Noah Kim", "developer"),
                    new Employee("amara", "Amara Diallo", "member")));

    /** Somebody who works there, by the first half of their address. */
    record Employee(String mailbox, String fullName, String role) {}

    Secret password() {
        return new Secret(PASSWORD);
    }

    Founder founder() {
        return new Founder(admin(), password(), null);
    }

    EmailAddress admin() {
        return address("admin");
    }

    NewUser user(Employee employee) {
        return new NewUser(address(employee.mailbox()), password(), employee.fullName(), employee.role());
    }

    EmailAddress address(String mailbox) {
        return EmailAddress.of(mailbox + "@" + domain);
    }
}
