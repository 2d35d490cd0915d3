package io.tenantry.identity;

import io.tenantry.audit.AuditEvent;
import io.tenantry.kernel.Permission;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * What somebody asked for, as it is told when it is refused.
 *
 * @param path as it was asked for
 * @param target the id in the path, or the name that stands for one; null when there is none
 */
record Attempt(
        Requirement requirement,
        String method,
        String path,
        @Nullable String target) {

    private static final String PLATFORM = "platform";
    private static final String ACCOUNT = "account";

    static Attempt of(ServerWebExchange exchange, Requirement requirement) {
        Map<String, String> variables =
                exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of());
        return new Attempt(
                requirement,
                exchange.getRequest().getMethod().name(),
                exchange.getRequest().getPath().value(),
                target(variables));
    }

    /** Spelled as ids are stored, or who looks for the entries of one would not find all. */
    private static @Nullable String target(Map<String, String> variables) {
        return Stream.of("id", "name")
                .flatMap(variable -> Stream.ofNullable(variables.get(variable)))
                .findFirst()
                .map(asked -> ObjectId.isValid(asked) ? new ObjectId(asked).toHexString() : asked)
                .orElse(null);
    }

    AuditEvent refused() {
        Permission permission = Requirement.permission(requirement);
        return permission == null
                ? AuditEvent.refused("use", requirement instanceof Requirement.Own ? ACCOUNT : PLATFORM, target)
                : AuditEvent.refused(permission.action(), permission.resource(), target);
    }

    /** What tells it from another one; neither a method nor a path has blanks. */
    String key() {
        return method + ' ' + path + ' ' + requirement;
    }
}
