package io.tenantry.demo;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An organization for demonstration, with everybody's credentials. */
@Schema(name = "SampleOrganization")
record SampleView(
        OrganizationId organizationId,
        @Schema(example = "Demo Company") String organizationName,

        @Schema(description = "Who can sign in, the admin first.")
        List<Person> people) {

    /** Somebody with a password that everybody knows. */
    @Schema(name = "SamplePerson")
    record Person(
            @Schema(example = "elena@democompany.example") EmailAddress email,
            @Schema(example = Sample.PASSWORD) String password,

            @Schema(
                    example = "Elena Petrova",
                    types = {"string", "null"})
            @Nullable
            String fullName,

            @Schema(example = "organizer") String role) {}

    static SampleView of(SampleOrganizations.Made made) {
        Sample sample = made.sample();
        Person admin = new Person(sample.admin(), Sample.PASSWORD, null, "admin");
        Stream<Person> employees = sample.employees().stream()
                .map(employee -> new Person(
                        sample.address(employee.mailbox()), Sample.PASSWORD, employee.fullName(), employee.role()));
        return new SampleView(
                made.organization().id(),
                made.organization().name(),
                Stream.concat(Stream.of(admin), employees).toList());
    }
}
