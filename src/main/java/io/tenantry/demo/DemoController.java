package io.tenantry.demo;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.RequestId;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Demonstration data for whoever asks. */
@RestController
@Tag(name = "Demonstration", description = "An organization to look around in.")
@WithDemoData
class DemoController {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final SampleOrganizations organizations;

    DemoController(SampleOrganizations organizations) {
        this.organizations = organizations;
    }

    @PostMapping("/demo/create-sample-data")
    @Anonymous
    @Operation(
            operationId = "createSampleData",
            summary = "Make an organization to look around in",
            description =
                    "Makes Demo Company with an admin and three employees, unless it is there, and answers with their"
                            + " passwords. These are published, and good until somebody changes them. The route is there only with"
                            + " DEMO_DATA=true, whatever SELF_SERVICE says, and takes no body.")
    @ApiResponse(
            responseCode = "201",
            description = "It was made.",
            content = @Content(schema = @Schema(implementation = SampleView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It was there.",
            content = @Content(schema = @Schema(implementation = SampleView.class)))
    @Fails({
        ErrorCode.ORGANIZATION_NAME_TAKEN,
        ErrorCode.NAMESPACE_OCCUPIED,
        ErrorCode.ORGANIZATION_BUSY,
        ErrorCode.OVERLOADED,
        ErrorCode.WRITE_UNCONFIRMED
    })
    Mono<ResponseEntity<SampleView>> create(ServerWebExchange exchange) {
        return organizations
                .make(Sample.ON_REQUEST, RequestId.of(exchange))
                .timeout(LONGEST, Mono.error(DemoController::stillBeingMade))
                .map(made -> ResponseEntity.status(made.first() ? HttpStatus.CREATED : HttpStatus.OK)
                        .body(SampleView.of(made)));
    }

    private static ProblemException stillBeingMade() {
        return new ProblemException(ErrorCode.ORGANIZATION_BUSY, "It is still being made. Repeat the request.");
    }
}
