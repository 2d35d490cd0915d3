package io.tenantry.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tenantry.kernel.Anonymous;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The three questions. Their answers are read by machines that know no problem details, so a 503 has the same body as a 200. */
@RestController
@Anonymous
class HealthController {

    private static final String RETRY_AFTER_SECONDS = "2";

    private final DatabaseHealth database;
    private final ApplicationAvailability availability;

    HealthController(DatabaseHealth database, ApplicationAvailability availability) {
        this.database = database;
        this.availability = availability;
    }

    /**
     * What works.
     *
     * @param status {@code healthy} or {@code unhealthy}
     * @param database {@code connected} or {@code disconnected}
     */
    record Health(String status, String database) {

        static Health of(boolean connected) {
            return connected ? new Health("healthy", "connected") : new Health("unhealthy", "disconnected");
        }
    }

    /** @param status {@code alive}, {@code ready} or {@code not_ready} */
    record State(String status) {}

    @GetMapping("/health")
    @Operation(summary = "Does the service work, and does its database answer?")
    @ApiResponse(responseCode = "200", description = "Both do.")
    @ApiResponse(responseCode = "503", description = "The database does not answer; the body is the same.")
    Mono<ResponseEntity<Health>> health() {
        return database.isConnected().map(connected -> answer(connected, Health.of(connected)));
    }

    @GetMapping("/livez")
    @Operation(summary = "Is the process alive? Never depends on the database.")
    @ApiResponse(responseCode = "200", description = "It is.")
    ResponseEntity<State> alive() {
        return answer(true, new State("alive"));
    }

    @GetMapping("/readyz")
    @Operation(summary = "Should requests be sent here? Not while the database is away or the service is going down.")
    @ApiResponse(responseCode = "200", description = "They should.")
    @ApiResponse(responseCode = "503", description = "Not now; the body is the same.")
    Mono<ResponseEntity<State>> ready() {
        boolean accepting = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return (accepting ? database.isConnected() : Mono.just(false))
                .map(ready -> answer(ready, new State(ready ? "ready" : "not_ready")));
    }

    private static <T> ResponseEntity<T> answer(boolean good, T body) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore());
        return good
                ? answer.body(body)
                : answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).body(body);
    }
}
