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
 * Gives controllers the {@link Caller} of the kind that they serve. The other kind is refused with 403, and nobody with
 * 401 unless the argument is nullable.
 */
final class CallerResolver implements HandlerMethodArgumentResolver {

    /** Whether an argument is nullable is read from the class file, which is too much for each request. */
    private final Map<MethodParameter, Boolean> nullable = new ConcurrentHashMap<>();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
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

    private static ProblemException membersOnly() {
        return new ProblemException(
                ErrorCode.FORBIDDEN,
                "A superuser belongs to no organization: sign in as one of its people to do this.");
    }

    private static ProblemException nobody() {
        return new ProblemException(
                ErrorCode.AUTHENTICATION_REQUIRED, "Send an access token: Authorization: Bearer <token>.");
    }
}
