package io.tenantry.home.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.tenantry.kernel.PageRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** Schemas that are written by hand, because their Java types say less. */
final class Schemas {

    static final String PROBLEM = "Problem";

    private Schemas() {}

    static Schema<?> string() {
        return typed("string");
    }

    static Schema<?> integer() {
        return typed("integer");
    }

    static Schema<?> limit() {
        Schema<?> limit = integer();
        limit.setMinimum(BigDecimal.ONE);
        limit.setMaximum(BigDecimal.valueOf(PageRequest.MAX_LIMIT));
        limit.setDefault(PageRequest.DEFAULT_LIMIT);
        return limit;
    }

    static Schema<?> id() {
        return string().pattern("^[0-9a-f]{24}$").example("665f1f77bcf86cd799439011");
    }

    static Schema<?> email() {
        return string().format("email").maxLength(254).example("admin@acme.com");
    }

    static Schema<?> secret() {
        return string().format("password");
    }

    static Schema<?> time() {
        return string().format("date-time").example("2026-03-01T09:30:00.000Z");
    }

    static Schema<?> timeZone() {
        return string().maxLength(64).example("Europe/Berlin");
    }

    /** RFC 9457, with the members that are ours. */
    static Schema<?> problem() {
        Schema<?> field = typed("object")
                .addProperty(
                        "field",
                        string().description("The field as it was sent, with dots and indexes for nested ones."))
                .addProperty("message", string().description("What is wrong with it, for people."));
        Schema<?> errors =
                typed("array").description("What is wrong with which field; left out when it is no matter of fields.");
        errors.setItems(field);
        Schema<?> problem = typed("object")
                .description("Every answer from status 400 up (RFC 9457).")
                .addProperty(
                        "type",
                        string().format("uri-reference").description("Where this kind of problem is described."))
                .addProperty("title", string().description("The kind of problem, for people; always the same."))
                .addProperty("status", integer())
                .addProperty("detail", string().description("What happened this time, for people."))
                .addProperty("instance", string().format("uri-reference").description("The path of the request."))
                .addProperty(
                        "code", string().description("The kind of problem, for programs; never changes its meaning."))
                .addProperty(
                        "request_id", string().description("The X-Correlation-ID of the answer, to quote in a report."))
                .addProperty("errors", errors);
        problem.setRequired(List.of("type", "title", "status", "detail", "instance", "code", "request_id"));
        return problem;
    }

    static Schema<?> referredOrNull(String reference) {
        return new JsonSchema().oneOf(List.of(new JsonSchema().$ref(reference), typed("null")));
    }

    private static Schema<?> typed(String type) {
        return new JsonSchema().types(Set.of(type));
    }
}
