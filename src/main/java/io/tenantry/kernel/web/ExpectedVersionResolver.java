package io.tenantry.kernel.web;

import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.ProblemException;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Gives controllers the versions that {@code If-Match} names. */
final class ExpectedVersionResolver implements SyncHandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ExpectedVersion.class;
    }

    @Override
    public ExpectedVersion resolveArgumentValue(
            MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        try {
            return ExpectedVersion.of(exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.IF_MATCH));
        } catch (InvalidValueException malformed) {
            throw ProblemException.invalid(HttpHeaders.IF_MATCH, malformed.problem());
        }
    }
}
