package io.tenantry.home.openapi;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.RequirePermission;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.modulith.ApplicationModule;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Adds to each operation what the code says already: its feature, its credentials, its pages and its errors. */
@Component
class OperationDescriber implements GlobalOperationCustomizer {

    private final ErrorResponses errors;

    OperationDescriber(ErrorResponses errors) {
        this.errors = errors;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        describeFeature(operation, method);
        describeCredentials(operation, method, anonymous(method));
        describePages(operation, method);
        describeWhatGoesOn(operation);
        ConditionalRequests.describe(operation, method);
        IdempotentOperations.describe(operation, method);
        EnteredOrganizations.describe(operation, method);
        errors.describe(operation, method, !isOpen(anonymous(method)));
        return operation;
    }

    /** One tag a feature: the module's name, unless the controller says another. */
    private static void describeFeature(Operation operation, HandlerMethod method) {
        Class<?> controller = method.getBeanType();
        ApplicationModule module = controller.getPackage().getAnnotation(ApplicationModule.class);
        if (module != null && !AnnotatedElementUtils.hasAnnotation(controller, Tag.class)) {
            operation.setTags(List.of(module.displayName()));
        }
    }

    private static void describeCredentials(Operation operation, HandlerMethod method, @Nullable Anonymous anonymous) {
        if (isOpen(anonymous)) {
            operation.setSecurity(List.of());
            return;
        }
        operation.addSecurityItem(new SecurityRequirement().addList(OpenApiConfiguration.BEARER));
        operation.addSecurityItem(new SecurityRequirement().addList(OpenApiConfiguration.PASSWORD));
        if (isForKeysToo(method, anonymous)) {
            operation.addSecurityItem(new SecurityRequirement().addList(OpenApiConfiguration.API_KEY));
        }
        if (anonymous != null) {
            // An empty requirement makes the others optional (OpenAPI 3.1, section 4.8.30).
            operation.addSecurityItem(new SecurityRequirement());
        }
    }

    /** Who acts within an organization may be a key, wherever it is not about somebody's own account. */
    private static boolean isForKeysToo(HandlerMethod method, @Nullable Anonymous anonymous) {
        return method.hasMethodAnnotation(RequirePermission.class) || (anonymous != null && takes(method, Actor.class));
    }

    private static void describePages(Operation operation, HandlerMethod method) {
        if (takes(method, PageRequest.class)) {
            operation.addParametersItem(new Parameter()
                    .in("query")
                    .name("limit")
                    .description("How many items at most.")
                    .schema(Schemas.limit()));
            operation.addParametersItem(new Parameter()
                    .in("query")
                    .name("cursor")
                    .description("The next_cursor of the page before.")
                    .schema(Schemas.string()));
        }
    }

    /** What is not done yet when it is answered can be followed. */
    private static void describeWhatGoesOn(Operation operation) {
        ApiResponse accepted = operation.getResponses() == null
                ? null
                : operation.getResponses().get("202");
        if (accepted != null && isOperation(accepted)) {
            accepted.addHeaderObject(
                    "Location",
                    new Header()
                            .description("Where to follow it.")
                            .schema(Schemas.string()
                                    .format("uri-reference")
                                    .example("/operations/665f1f77bcf86cd799439011")));
        }
    }

    private static boolean isOperation(ApiResponse answer) {
        return answer.getContent() != null
                && answer.getContent().values().stream()
                        .anyMatch(body -> "#/components/schemas/Operation"
                                .equals(body.getSchema().get$ref()));
    }

    private static boolean takes(HandlerMethod method, Class<?> argument) {
        return Arrays.stream(method.getMethodParameters()).anyMatch(p -> p.getParameterType() == argument);
    }

    static @Nullable Anonymous anonymous(HandlerMethod method) {
        Anonymous own = method.getMethodAnnotation(Anonymous.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Anonymous.class);
    }

    private static boolean isOpen(@Nullable Anonymous anonymous) {
        return anonymous != null && !anonymous.credentialsMatter();
    }
}
