package io.tenantry.identity;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.PeopleCache;
import io.tenantry.tenancy.PeopleTopic;
import io.tenantry.tenancy.TenantContext;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Joins users with what the master knows of their logins: one query for a page, and for a single person at most one in five
 * minutes, unless the person changes. So {@code last_login_at} may be five minutes old after a login on
 * another instance, and all else one second.
 */
@Component
class UserViews {

    private final PeopleCache<Seen> recent = new PeopleCache<>(seen -> List.of(PeopleTopic.caller(seen.id())));

    private final LoginStore logins;

    UserViews(LoginStore logins) {
        this.logins = logins;
    }

    Mono<UserView> of(User user, OrganizationId organization) {
        return facts(user.id()).map(facts -> UserView.of(user, organization, facts));
    }

    Mono<Page<UserView>> of(Page<User> users, OrganizationId organization) {
        return factsOf(users.items())
                .map(facts -> users.map(
                        user -> UserView.of(user, organization, facts.getOrDefault(user.id(), LoginFacts.NONE))));
    }

    /** After a login, of which no other instance is told. */
    void forget(UserId id) {
        recent.forget(id.toString());
    }

    private Mono<LoginFacts> facts(UserId id) {
        return TenantContext.current()
                .flatMap(tenant -> recent.get(id.toString(), tenant, () -> read(id).map(facts -> new Seen(id, facts))))
                .map(Seen::facts);
    }

    private Mono<LoginFacts> read(UserId id) {
        return logins.find(id).map(LoginFacts::of).defaultIfEmpty(LoginFacts.NONE);
    }

    private Mono<Map<UserId, LoginFacts>> factsOf(List<User> users) {
        return logins.findAll(users.stream().map(User::id).toList()).collectMap(Login::id, LoginFacts::of);
    }

    private record Seen(UserId id, LoginFacts facts) {}
}
