package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import org.bson.types.ObjectId;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What {@code GET /me} answers, to anybody, by the same reads: what the benchmark holds an authenticated request against.
 * The query is the ids of the organization and the user, and the session's, with {@code .} between them.
 */
@RestController
@ConditionalOnProperty("benchmark.public-profile")
class PublicProfileController {

    private final TenantDirectory directory;
    private final Callers callers;
    private final UserViews views;

    PublicProfileController(TenantDirectory directory, Callers callers, UserViews views) {
        this.directory = directory;
        this.callers = callers;
        this.views = views;
    }

    @GetMapping("/benchmark/profile")
    @Anonymous
    Mono<UserView> profile(ServerWebExchange exchange) {
        String[] ids = exchange.getRequest().getURI().getRawQuery().split("\\.", 3);
        OrganizationId organization = new OrganizationId(new ObjectId(ids[0]));
        Actor actor = new Actor(ActorType.USER, new UserId(new ObjectId(ids[1])), organization, ids[2]);
        return directory
                .find(organization)
                .flatMap(tenant -> callers.person(actor)
                        .flatMap(user -> views.of(user, organization))
                        .contextWrite(TenantContext.with(tenant)));
    }
}
