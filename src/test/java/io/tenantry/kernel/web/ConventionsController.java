package io.tenantry.kernel.web;

import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.WriteConcernError;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.Fails;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Page;
import io.tenantry.kernel.PageRequest;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Secret;
import io.tenantry.kernel.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Routes that do nothing but follow, or break, each convention. */
@TestComponent
@RestController
class ConventionsController {

    private static final OrganizationId ORGANIZATION = OrganizationId.of("0123456789abcdef01234567");
    private static final UserId USER = UserId.of("76543210fedcba9876543210");

    record Member(@NotBlank String fullName, EmailAddress email) {}

    record Form(
            @NotBlank @Size(max = 10) String displayName,
            @Nullable EmailAddress email,
            @Nullable Secret password,
            @Nullable Integer teamSize,
            @Nullable Boolean openSignup,
            @Nullable Instant startTime,
            @Nullable Severity severity,
            @Nullable List<@Valid Member> members) {}

    enum Severity {
        INFO,
        VERY_BAD
    }

    record Echo(
            String displayName,
            @Nullable EmailAddress email,
            @Nullable String password,
            @Nullable Instant startTime,
            @Nullable Severity severity,
            @Nullable Instant updatedAt) {}

    @PostMapping("/forms")
    Mono<Echo> create(@Valid @RequestBody Form form) {
        String password = form.password() == null ? null : form.password().value();
        return Mono.just(new Echo(form.displayName(), form.email(), password, form.startTime(), form.severity(), null));
    }

    @GetMapping("/forms")
    Map<String, Object> find(
            @RequestParam("team_size") @Max(100) int teamSize,
            @RequestParam(name = "admin_email", required = false) @Nullable EmailAddress email,
            @RequestParam(name = "start_time", required = false) @Nullable Instant time) {
        return Map.of("team_size", teamSize, "admin_email", String.valueOf(email), "time", String.valueOf(time));
    }

    @GetMapping("/texts")
    Map<String, String> text(@RequestParam("text") String text) {
        return Map.of("text", text);
    }

    @GetMapping("/organizations/{id}")
    String organization(@PathVariable("id") OrganizationId id) {
        return id.toString();
    }

    @GetMapping("/pages")
    Page<Integer> page(PageRequest request) {
        int from = Optional.ofNullable(request.position()).map(Integer::valueOf).orElse(0) + 1;
        List<Integer> found =
                IntStream.rangeClosed(from, 5).limit(request.fetch()).boxed().toList();
        return Page.of(found, request, String::valueOf);
    }

    @PostMapping("/taken")
    @Fails({ErrorCode.ORGANIZATION_NAME_TAKEN, ErrorCode.EMAIL_TAKEN})
    void taken() {
        throw new ProblemException(ErrorCode.EMAIL_TAKEN, "That address is taken.");
    }

    @GetMapping("/optional")
    @Anonymous(credentialsMatter = true)
    String optional() {
        return "done";
    }

    @PostMapping("/unread")
    Mono<Void> answersWithoutReading() {
        return Mono.empty();
    }

    @GetMapping(path = "/plain", produces = MediaType.TEXT_PLAIN_VALUE)
    String plain() {
        return "plain";
    }

    @GetMapping("/never")
    Mono<String> neverAnswers() {
        return Mono.never();
    }

    @GetMapping("/as-somebody")
    Mono<String> asSomebody(ServerWebExchange exchange) {
        exchange.getAttributes().put(Caller.ATTRIBUTE, new Actor(ActorType.USER, USER, ORGANIZATION, "session"));
        return Mono.just("done");
    }

    @GetMapping("/fails/{how}")
    Mono<String> fails(@PathVariable("how") String how) {
        return Mono.error(
                switch (how) {
                    case "taken" -> new ProblemException(ErrorCode.ORGANIZATION_NAME_TAKEN, "That name is taken.");
                    case "unauthenticated" -> new ProblemException(ErrorCode.AUTHENTICATION_REQUIRED, "Sign in.");
                    case "token" -> new ProblemException(ErrorCode.INVALID_TOKEN, "Sign in again.");
                    case "limited" ->
                        ProblemException.retryLater(ErrorCode.RATE_LIMITED, "Slowly.", Duration.ofMillis(61_001));
                    case "busy" -> new ProblemException(ErrorCode.ORGANIZATION_BUSY, "In a moment.");
                    case "selection" ->
                        new MongoTimeoutException("Timed out waiting for cluster org_acme on db-1:27017");
                    case "write-concern" -> writeConcern();
                    case "status" -> new ResponseStatusException(org.springframework.http.HttpStatus.GONE, "a reason");
                    default -> new IllegalStateException("org_acme.users db.find({secret: 1})");
                });
    }

    private static Exception writeConcern() {
        return new MongoWriteConcernException(
                new WriteConcernError(
                        64, "WriteConcernFailed", "waiting for replication timed out", new BsonDocument()),
                WriteConcernResult.unacknowledged(),
                new ServerAddress("db-1"),
                List.of());
    }
}
