package io.tenantry.home.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Describes what can go wrong: at every operation, and with {@link Fails} at this one. */
@Component
class ErrorResponses {

    private static final Set<ErrorCode> EVERYWHERE = EnumSet.of(
            ErrorCode.MALFORMED_REQUEST,
            ErrorCode.NOT_ACCEPTABLE,
            ErrorCode.URI_TOO_LONG,
            ErrorCode.HEADERS_TOO_LARGE,
            ErrorCode.INTERNAL_ERROR,
            ErrorCode.DATABASE_UNAVAILABLE);
    private static final Set<ErrorCode> WITH_INPUT = EnumSet.of(ErrorCode.VALIDATION_FAILED);
    private static final Set<ErrorCode> WITH_BODY =
            EnumSet.of(ErrorCode.REQUEST_TIMEOUT, ErrorCode.BODY_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    private static final Set<ErrorCode> SECURED = EnumSet.of(
            ErrorCode.AUTHENTICATION_REQUIRED,
            ErrorCode.INVALID_TOKEN,
            ErrorCode.FORBIDDEN,
            ErrorCode.SECOND_FACTOR_REQUIRED,
            ErrorCode.ORGANIZATION_SUSPENDED);

    private static final Set<ErrorCode> ENTERED = EnumSet.of(ErrorCode.NOT_FOUND);

    private static final Set<ErrorCode> CONDITIONAL = EnumSet.of(ErrorCode.PRECONDITION_FAILED);

    private static final Set<ErrorCode> REPEATABLE =
            EnumSet.of(ErrorCode.IDEMPOTENCY_IN_PROGRESS, ErrorCode.IDEMPOTENCY_KEY_REUSED);

    void describe(Operation operation, HandlerMethod method, boolean secured) {
        ApiResponses responses = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        byStatus(codes(operation, method, secured))
                .forEach(
                        (status, codes) -> addHeaders(status, responses.computeIfAbsent(status, s -> response(codes))));
        operation.setResponses(responses);
    }

    private static Set<ErrorCode> codes(Operation operation, HandlerMethod method, boolean secured) {
        Set<ErrorCode> codes = EnumSet.copyOf(EVERYWHERE);
        boolean body = operation.getRequestBody() != null;
        boolean parameters =
                operation.getParameters() != null && !operation.getParameters().isEmpty();
        addIf(codes, body || parameters, WITH_INPUT);
        addIf(codes, body, WITH_BODY);
        addIf(codes, secured, SECURED);
        addIf(codes, EnteredOrganizations.canBeEntered(method), ENTERED);
        addIf(codes, ConditionalRequests.takesVersion(method), CONDITIONAL);
        addIf(codes, IdempotentOperations.isIdempotent(method), REPEATABLE);
        Fails fails = method.getMethodAnnotation(Fails.class);
        addIf(codes, fails != null, fails == null ? List.of() : List.of(fails.value()));
        return codes;
    }

    private static void addIf(Set<ErrorCode> codes, boolean condition, Collection<ErrorCode> more) {
        if (condition) {
            codes.addAll(more);
        }
    }

    private static Map<String, List<ErrorCode>> byStatus(Set<ErrorCode> codes) {
        return codes.stream()
                .collect(Collectors.groupingBy(
                        code -> String.valueOf(code.status().value()), TreeMap::new, Collectors.toList()));
    }

    private static void addHeaders(String status, ApiResponse response) {
        switch (status) {
            case "401" ->
                response.addHeaderObject(
                        "WWW-Authenticate",
                        header("How to authenticate (RFC 9110, section 11.6.1).", Schemas.string()));
            case "429", "503" ->
                response.addHeaderObject("Retry-After", header("How many seconds to wait.", Schemas.integer()));
            default -> {}
        }
    }

    private static Header header(String description, Schema<?> schema) {
        return new Header().description(description).schema(schema);
    }

    private static ApiResponse response(List<ErrorCode> codes) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + Schemas.PROBLEM));
        codes.forEach(code -> problem.addExamples(code.code(), example(code)));
        return new ApiResponse()
                .description(codes.stream().map(ErrorCode::title).collect(Collectors.joining(", or: ")) + ".")
                .content(new Content().addMediaType("application/problem+json", problem));
    }

    private static Example example(ErrorCode code) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "/problems/" + code.code());
        problem.put("title", code.title());
        problem.put("status", code.status().value());
        problem.put("detail", code.title() + ".");
        problem.put("instance", "/path/of/the/request");
        problem.put("code", code.code());
        problem.put("request_id", "4f1d2c3b5a697887f6e5d4c3b2a19080");
        if (code == ErrorCode.VALIDATION_FAILED) {
            problem.put("errors", List.of(Map.of("field", "email", "message", "is not an e-mail address")));
        }
        return new Example().summary(code.title()).value(problem);
    }
}
