package io.tenantry.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.Databases;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Tries what is let in, each time with new things, in an organization that nobody looks at afterwards. */
final class Trials {

    /** What well-formed requests of the right caller may meet: they ask for something that is not the case. */
    private static final Set<Integer> UNTIMELY = Set.of(409, 422);

    private final Api api;
    private final Databases databases;
    private final Requests requests;
    private final Inhabited shared;

    Trials(Api api, Databases databases, Requests requests) {
        this.api = api;
        this.databases = databases;
        this.requests = requests;
        this.shared = Inhabited.make(api, databases, "Trial");
        shared.role(Stage.NOTHING, List.of());
    }

    void requireLetIn(Operation operation, Admission admission) {
        Inhabited organization = isUponOrganization(operation) ? Inhabited.make(api, databases, "Trial") : shared;
        Reply reply =
                requests.send(operation, credentials(admission, organization), Things.of(organization, operation));

        assertThat(reply.isSuccess() || UNTIMELY.contains(reply.status()))
                .as("%s with %s: %s", operation, admission, reply)
                .isTrue();
    }

    /** What may leave nothing of it for the next. */
    private static boolean isUponOrganization(Operation operation) {
        return !operation.isSafe() && operation.path().startsWith("/org");
    }

    private HttpHeaders credentials(Admission admission, Inhabited organization) {
        return switch (admission) {
            case ADMIN -> Stage.token(organization.token());
            case KEY -> Stage.key(organization.key("admin"));
            case POWERLESS -> Stage.token(organization.person(Stage.NOTHING));
            case SUPERUSER -> Stage.token(superuser());
        };
    }

    /** One who is nobody else's: some of what is tried changes their account. */
    private String superuser() {
        String email = Api.uniqueEmail();
        api.register(api.superuser(), email, Api.PASSWORD).expectStatus().isCreated();
        return api.login(email);
    }
}
