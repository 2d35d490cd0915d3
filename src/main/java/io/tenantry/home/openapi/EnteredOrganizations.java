package io.tenantry.home.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.RequirePermission;
import org.springframework.web.method.HandlerMethod;

/** Describes the headers with which superusers act inside an organization, wherever somebody of it may. */
final class EnteredOrganizations {

    private EnteredOrganizations() {}

    static void describe(Operation operation, HandlerMethod method) {
        if (!canBeEntered(method)) {
            return;
        }
        operation.addParametersItem(header(
                "X-Organization",
                "For superusers alone: the id of the organization to act in. 404 when there is none.",
                Schemas.id()));
        operation.addParametersItem(header(
                "X-Reason",
                "Why a superuser acts in the organization, for its audit log. Instances may demand it: 400 without.",
                Schemas.string()));
    }

    static boolean canBeEntered(HandlerMethod method) {
        Anonymous anonymous = OperationDescriber.anonymous(method);
        return method.hasMethodAnnotation(RequirePermission.class)
                || (anonymous != null && anonymous.credentialsMatter());
    }

    private static Parameter header(String name, String description, Schema<?> schema) {
        return new HeaderParameter().name(name).description(description).schema(schema);
    }
}
