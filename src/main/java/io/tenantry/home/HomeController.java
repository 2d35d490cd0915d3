package io.tenantry.home;

import io.swagger.v3.oas.annotations.Hidden;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** Pages for people; {@code /} also for programs. */
@RestController
@Hidden
@Anonymous
class HomeController {

    private static final Template HOME = Template.load("home.html");
    private static final Template DOCS = Template.load("docs.html");
    private static final Template REDOC = Template.load("redoc.html");
    private static final Template JOIN = Template.load("join.html");
    private static final Template RESET_PASSWORD = Template.load("reset-password.html");
    private static final Template ANNOUNCEMENTS = Template.load("announcements.html");
    private static final Template PROBLEM = Template.load("problem.html");

    private final Pages pages;

    HomeController(Pages pages) {
        this.pages = pages;
    }

    /** What answers here, for programs. */
    record Home(String name, String version, Map<String, String> links) {}

    @GetMapping(
            path = "/",
            produces = {MediaType.TEXT_HTML_VALUE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<?> home(ServerWebExchange exchange) {
        return prefersJson(exchange)
                ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(homeForPrograms(exchange))
                : pages.page(exchange, HOME);
    }

    /** Browsers name HTML, and curl takes anything: both get the page. */
    private static boolean prefersJson(ServerWebExchange exchange) {
        List<MediaType> accepted =
                new ArrayList<>(exchange.getRequest().getHeaders().getAccept());
        MimeTypeUtils.sortBySpecificity(accepted);
        return accepted.stream()
                .filter(type -> type.includes(MediaType.TEXT_HTML) || type.includes(MediaType.APPLICATION_JSON))
                .findFirst()
                .map(type -> !type.includes(MediaType.TEXT_HTML))
                .orElse(false);
    }

    private Home homeForPrograms(ServerWebExchange exchange) {
        String base = exchange.getRequest().getPath().contextPath().value();
        return new Home(
                pages.name(),
                pages.version(),
                Map.of(
                        "docs", base + "/docs",
                        "redoc", base + "/redoc",
                        "openapi", base + "/openapi.json",
                        "health", base + "/health"));
    }

    @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> docs(ServerWebExchange exchange) {
        return pages.page(exchange, DOCS);
    }

    @GetMapping(path = "/redoc", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> redoc(ServerWebExchange exchange) {
        return pages.page(exchange, REDOC);
    }

    /** Where the link of an invitation leads. The token is in its fragment, which nobody sends here. */
    @GetMapping(path = "/join", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> join(ServerWebExchange exchange) {
        return pages.page(exchange, JOIN);
    }

    /** Where the link to another password leads; with its token it is as above. */
    @GetMapping(path = "/reset-password", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> resetPassword(ServerWebExchange exchange) {
        return pages.page(exchange, RESET_PASSWORD);
    }

    /** Shows announcements as they come. Who reads it signs in there. */
    @GetMapping(path = "/console/announcements.html", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> announcements(ServerWebExchange exchange) {
        return pages.page(exchange, ANNOUNCEMENTS);
    }

    /** Where the {@code type} of a problem points (RFC 9457, section 3.1.1). */
    @GetMapping(path = "/problems/{code}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> problem(@PathVariable("code") String code, ServerWebExchange exchange) {
        ErrorCode error = Arrays.stream(ErrorCode.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("kind of problem"));
        return pages.page(
                exchange,
                PROBLEM,
                Map.of(
                        "title", error.title(),
                        "code", error.code(),
                        "status", String.valueOf(error.status().value())));
    }
}
