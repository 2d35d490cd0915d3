package io.tenantry.home.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.tenantry.kernel.Idempotent;
import org.springframework.web.method.HandlerMethod;

/** Describes the key of operations that can be repeated. */
final class IdempotentOperations {

    private static final int LONGEST_KEY = 255;

    private IdempotentOperations() {}

    static void describe(Operation operation, HandlerMethod method) {
        if (!isIdempotent(method)) {
            return;
        }
        operation.addParametersItem(new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .description(
                        "A name for this request, such as a random UUID. Sent again with the same key and the very"
                                + " same body within 24 hours, it is answered as it was at first, with Idempotent-Replayed, but"
                                + " without secrets that are shown once. An answer of more than 64 KiB is repeated without its body.")
                .schema(Schemas.string()
                        .pattern("^[!-~]+$")
                        .minLength(1)
                        .maxLength(LONGEST_KEY)
                        .example("8e03978e-40d5-43dd-bc93-6894a57f9324")));
        if (operation.getResponses() != null) {
            operation.getResponses().forEach((status, response) -> {
                if (status.startsWith("2")) {
                    response.addHeaderObject("Idempotent-Replayed", replayed());
                }
            });
        }
    }

    static boolean isIdempotent(HandlerMethod method) {
        return method.hasMethodAnnotation(Idempotent.class);
    }

    private static Header replayed() {
        return new Header()
                .description("true when this is the first answer again; otherwise left out.")
                .schema(Schemas.string());
    }
}
