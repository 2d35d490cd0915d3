package io.tenantry.home.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.tenantry.kernel.ExpectedVersion;
import io.tenantry.kernel.Versioned;
import java.util.Arrays;
import java.util.Set;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import reactor.core.publisher.Mono;

/** Describes the tags of resources, and the headers that ask for one or for another (RFC 9110, section 13). */
final class ConditionalRequests {

    private static final Set<String> SHOWING = Set.of("200", "201");

    private ConditionalRequests() {}

    static void describe(Operation operation, HandlerMethod method) {
        if (takesVersion(method)) {
            operation.addParametersItem(
                    header(
                            "If-Match",
                            "The ETag of what you read: 412 when it has another by now, and nothing is done. A list of tags, or *."));
        }
        if (showsVersion(method)) {
            describeTag(operation, method);
        }
    }

    static boolean takesVersion(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters()).anyMatch(p -> p.getParameterType() == ExpectedVersion.class);
    }

    private static void describeTag(Operation operation, HandlerMethod method) {
        ApiResponses responses = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        responses.forEach((status, response) -> {
            if (SHOWING.contains(status)) {
                response.addHeaderObject("ETag", tag());
            }
        });
        if (method.hasMethodAnnotation(GetMapping.class)) {
            operation.addParametersItem(
                    header("If-None-Match", "The ETag of what you have: 304 without a body while it has no other."));
            responses.addApiResponse("304", new ApiResponse().description("You have it already."));
        }
        operation.setResponses(responses);
    }

    /** What answers with several kinds of bodies, and takes a version, shows one when it is done. */
    private static boolean showsVersion(HandlerMethod method) {
        ResolvableType answer = ResolvableType.forMethodReturnType(method.getMethod());
        ResolvableType entity = Mono.class == answer.resolve() ? answer.getGeneric() : answer;
        ResolvableType body = ResponseEntity.class == entity.resolve() ? entity.getGeneric() : entity;
        Class<?> shown = body.resolve();
        return shown == null ? takesVersion(method) : Versioned.class.isAssignableFrom(shown);
    }

    private static Header tag() {
        return new Header()
                .description(
                        "Made of the version of the resource, for If-Match. Left out where not all of it is shown.")
                .schema(Schemas.string().example("\"3\""));
    }

    private static Parameter header(String name, String description) {
        return new HeaderParameter()
                .name(name)
                .description(description)
                .schema(Schemas.string().example("\"3\""));
    }
}
