package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.RequestInterceptor;
import io.tenantry.kernel.Superuser;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * May they do this? The one place where it is decided, for every method of every controller, before the arguments are read.
 * It fails closed: a method that says nothing is refused to everybody, unless it is a library's and listed as public, and a
 * caller of whom nothing is known is an error.
 */
@Component
class Guard implements RequestInterceptor {

    private static final String ADMITTED = Guard.class.getName() + ".admitted";

    private static final Set<ErrorCode> REFUSALS = EnumSet.of(ErrorCode.FORBIDDEN, ErrorCode.SECOND_FACTOR_REQUIRED);

    private final Callers callers;
    private final GuardLog log;
    private final PublicRoutes open;
    private final Map<Method, Requirement> requirements = new ConcurrentHashMap<>();

    Guard(Callers callers, GuardLog log, PublicRoutes open) {
        this.callers = callers;
        this.log = log;
        this.open = open;
    }

    /** Who was let in; null for nobody and for a superuser who acts in no organization. */
    static @Nullable Admitted admitted(ServerWebExchange exchange) {
        return exchange.getAttribute(ADMITTED);
    }

    @Override
    public int getOrder() {
        return GUARD;
    }

    @Override
    public Mono<HandlerResult> around(
            ServerWebExchange exchange,
            HandlerMethod method,
            Function<ServerWebExchange, Mono<HandlerResult>> invocation) {
        Requirement requirement = requirements.computeIfAbsent(method.getMethod(), known -> Requirement.of(method));
        if (requirement instanceof Requirement.Forgotten && open.isOpen(exchange.getRequest())) {
            return invocation.apply(exchange);
        }
        Caller caller = Caller.of(exchange);
        if (requirement instanceof Requirement.Open anybody && (caller == null || !anybody.credentialsMatter())) {
            return invocation.apply(exchange);
        }
        return caller == null
                ? Mono.error(CallerResolver::nobody)
                : admit(exchange, requirement, caller, invocation.apply(exchange));
    }

    private Mono<HandlerResult> admit(
            ServerWebExchange exchange, Requirement requirement, Caller caller, Mono<HandlerResult> invocation) {
        return caller instanceof Actor actor
                ? callers.standing(actor)
                        .flatMap(standing -> member(exchange, requirement, actor, standing, invocation))
                : superuser(exchange, requirement, (Superuser) caller, invocation);
    }

    /** A refusal is in the log whoever pronounces it, the guard or the method: by what it is asked to give, say. */
    private Mono<HandlerResult> member(
            ServerWebExchange exchange,
            Requirement declared,
            Actor actor,
            Standing standing,
            Mono<HandlerResult> invocation) {
        Requirement requirement =
                OrganizationEntry.isTriedBy(actor, exchange.getRequest()) ? Requirement.PLATFORM : declared;
        Origin origin = Origins.of(exchange, actor.type(), actor.userId(), standing.email());
        return refusal(requirement, actor, standing)
                .map(Mono::<HandlerResult>error)
                .orElseGet(() -> admitted(
                        exchange, requirement, new Admitted(actor, standing.permissions(), origin), invocation))
                .onErrorResume(
                        Guard::isRefusal,
                        refusal -> log.refused(Refusal.of(exchange, requirement), actor.organizationId(), origin)
                                .then(Mono.error(refusal)));
    }

    private Mono<HandlerResult> admitted(
            ServerWebExchange exchange, Requirement requirement, Admitted admitted, Mono<HandlerResult> invocation) {
        exchange.getAttributes().put(ADMITTED, admitted);
        Mono<HandlerResult> served = invocation.contextWrite(admitted.origin().inContext());
        return admitted.actor().type() == ActorType.SUPERUSER
                ? log.entered(exchange.getRequest(), requirement, admitted.actor(), admitted.origin())
                        .then(served)
                : served;
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException problem && REFUSALS.contains(problem.code());
    }

    private Mono<HandlerResult> superuser(
            ServerWebExchange exchange, Requirement requirement, Superuser caller, Mono<HandlerResult> invocation) {
        boolean may = requirement instanceof Requirement.Platform
                || requirement instanceof Requirement.Open
                || (requirement instanceof Requirement.Own own && own.orSuperuser())
                || (requirement instanceof Requirement.Holding holding && holding.orSuperuser());
        Mono<HandlerResult> served = may ? invocation : Mono.error(CallerResolver::membersOnly);
        return callers.email(caller)
                .map(email -> Origins.of(exchange, ActorType.SUPERUSER, caller.userId(), email))
                .flatMap(origin -> served.contextWrite(origin.inContext())
                        .onErrorResume(
                                Guard::isRefusal,
                                refusal -> log.refused(Refusal.of(exchange, requirement), origin)
                                        .then(Mono.error(refusal))));
    }

    private static Optional<ProblemException> refusal(Requirement requirement, Actor actor, Standing standing) {
        boolean enrolling = requirement instanceof Requirement.Own own && own.beforeSecondFactor();
        if (standing.lacksSecondFactor() && !enrolling) {
            return Optional.of(SecondFactorDemand.unmet());
        }
        if (requirement instanceof Requirement.Platform) {
            return Optional.of(CallerResolver.superusersOnly());
        }
        if (requirement instanceof Requirement.Own && actor.type() != ActorType.USER) {
            return Optional.of(forbidden("Only a person can do this, with an access token of their own."));
        }
        if (requirement instanceof Requirement.Forgotten) {
            return Optional.of(forbidden("Nobody may do this."));
        }
        return requirement instanceof Requirement.Holding holding
                        && !standing.permissions().allow(holding.permission())
                ? Optional.of(Callers.forbidden(holding.permission()))
                : Optional.empty();
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(ErrorCode.FORBIDDEN, detail);
    }
}
