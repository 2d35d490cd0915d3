package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Gives controllers the {@link Caller} of the kind that they serve, or what the {@link Guard} knows of them. The other kind is refused with 403, and nobody with
 * 401 unless the argument is nullable.
 */
final class CallerResolver implements HandlerMethodArgumentResolver {

    /** Whether an argument is nullable is read from the class file, which is too much for each request. */
    private final Map<MethodParameter, Boolean> nullable = new ConcurrentHashMap<>();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.getParameterType())
                || parameter.getParameterType() == Admitted.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        return parameter.getParameterType() == Admitted.class ? admitted(exchange) : caller(parameter, exchange);
    }

    /** Of a superuser who acts in no organization nothing was admitted: they are told to enter one. */
    private static Mono<Object> admitted(ServerWebExchange exchange) {
        return Mono.<Object>justOrEmpty(Guard.admitted(exchange))
                .switchIfEmpty(Mono.error(CallerResolver::membersOnly));
    }

    private Mono<Object> caller(MethodParameter parameter, ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .ofType(Authentication.class)
                .map(Authentication::getPrincipal)
                .ofType(Caller.class)
                .<Object>map(caller -> served(caller, parameter.getParameterType()))
                .switchIfEmpty(Mono.defer(() -> isNullable(parameter) ? Mono.empty() : Mono.error(nobody())));
    }

    private boolean isNullable(MethodParameter parameter) {
        return nullable.computeIfAbsent(parameter, MethodParameter::isOptional);
    }

    private static Caller served(Caller caller, Class<?> kind) {
        if (!kind.isInstance(caller)) {
            throw caller instanceof Actor ? superusersOnly() : membersOnly();
        }
        return caller;
    }

    static ProblemException superusersOnly() {
        return new ProblemException(ErrorCode.FORBIDDEN, "Only a superuser may do this.");
    }

    static ProblemException membersOnly() {
        return new ProblemException(
                ErrorCode.FORBIDDEN,
                "A superuser belongs to no organization: name the one to act in with the header X-Organization.");
    }

    static ProblemException nobody() {
        return new ProblemException(
                ErrorCode.AUTHENTICATION_REQUIRED, "Send an access token: Authorization: Bearer <token>.");
    }
}
