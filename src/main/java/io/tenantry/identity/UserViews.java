package io.tenantry.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Joins users with what the master knows of their logins: one query for a page, and for a single person at most one in five
 * minutes. So {@code last_login_at} may be five minutes old after a login on another instance.
 */
@Component
class UserViews {

    private static final int REMEMBERED = 100_000;

    private final Cache<UserId, LoginFacts> recent = Caffeine.newBuilder()
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

    /** After a login. */
    void forget(UserId id) {
        recent.invalidate(id);
    }

    private Mono<LoginFacts> facts(UserId id) {
        LoginFacts known = recent.getIfPresent(id);
        return known != null ? Mono.just(known) : read(id);
    }

    private Mono<LoginFacts> read(UserId id) {
        return logins.findAll(List.of(id))
                .next()
                .map(LoginFacts::of)
                .defaultIfEmpty(LoginFacts.NONE)
                .doOnNext(facts -> recent.put(id, facts));
    }

    private Mono<Map<UserId, LoginFacts>> factsOf(List<User> users) {
        return logins.findAll(users.stream().map(User::id).toList()).collectMap(Login::id, LoginFacts::of);
    }
}
