package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import io.tenantry.tenancy.TenantContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Joins users with what the master knows of their logins: one query for a page, and for a single person at most one in five
 * minutes, unless one of the organization's people changes. So {@code last_login_at} may be five minutes old after a login on
 * another instance, and all else one second.
 */
@Component
class UserViews {

    private static final int REMEMBERED = 100_000;

    private final Cache<UserId, Seen> recent = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

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

    /** After a change of the login. */
    void forget(UserId id) {
        recent.invalidate(id);
    }

    private Mono<LoginFacts> facts(UserId id) {
        return TenantContext.current().flatMap(tenant -> {
            Seen known = recent.getIfPresent(id);
            return known != null && known.people() == tenant.people()
                    ? Mono.just(known.facts())
                    : read(id).doOnNext(facts -> recent.put(id, new Seen(tenant.people(), facts)));
        });
    }

    private Mono<LoginFacts> read(UserId id) {
        return logins.find(id).map(LoginFacts::of).defaultIfEmpty(LoginFacts.NONE);
    }

    private Mono<Map<UserId, LoginFacts>> factsOf(List<User> users) {
        return logins.findAll(users.stream().map(User::id).toList()).collectMap(Login::id, LoginFacts::of);
    }

    /** What was known when the organization's people had changed so often: {@link Tenant#people}. */
    private record Seen(long people, LoginFacts facts) {}
}
