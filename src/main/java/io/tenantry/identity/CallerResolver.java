package io.tenantry.identity;

import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/**
 * Gives controllers the {@link Caller} of the kind that they serve, or what the {@link Guard} knows of them. The other kind is refused with 403, and nobody with
 * 401 unless the argument is nullable.
 */
final class CallerResolver implements SyncHandlerMethodArgumentResolver {

    /** Whether an argument is nullable is read from the class file, which is too much for each request. */
    private final Map<MethodParameter, Boolean> nullable = new ConcurrentHashMap<>();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.getParameterType())
                || parameter.getParameterType() == Admitted.class;
    }

    @Override
    public @Nullable Object resolveArgumentValue(
            MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        return parameter.getParameterType() == Admitted.class ? admitted(exchange) : caller(parameter, exchange);
    }

    /** Of a superuser who acts in no organization nothing was admitted: they are told to enter one. */
    private static Admitted admitted(ServerWebExchange exchange) {
        Admitted admitted = Guard.admitted(exchange);
        if (admitted == null) {
            throw membersOnly();
        }
        return admitted;
    }

    private @Nullable Caller caller(MethodParameter parameter, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        if (caller == null && !nullable.computeIfAbsent(parameter, MethodParameter::isOptional)) {
            throw nobody();
        }
        return caller == null ? null : served(caller, parameter.getParameterType());
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
