package io.tenantry.home;

import io.swagger.v3.oas.annotations.Hidden;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.ProblemException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The few files that pages load, by their names; there is no way to another file. */
@RestController
@Hidden
@Anonymous
class AssetController {

    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType JAVASCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final String WEBJARS = "classpath*:META-INF/resources/webjars/";

    private final Map<String, Mono<Asset>> assets = new LinkedHashMap<>();

    AssetController() throws IOException {
        add("home.css", CSS, new ClassPathResource("home.css", AssetController.class));
        add("docs.js", JAVASCRIPT, new ClassPathResource("docs.js", AssetController.class));
        add("mailed-link.js", JAVASCRIPT, new ClassPathResource("mailed-link.js", AssetController.class));
        add("join.js", JAVASCRIPT, new ClassPathResource("join.js", AssetController.class));
        add("announcements.js", JAVASCRIPT, new ClassPathResource("announcements.js", AssetController.class));
        add("reset-password.js", JAVASCRIPT, new ClassPathResource("reset-password.js", AssetController.class));
        add("swagger-ui.css", CSS, webJar("swagger-ui/*/swagger-ui.css"));
        add("swagger-ui-bundle.js", JAVASCRIPT, webJar("swagger-ui/*/swagger-ui-bundle.js"));
        add("redoc.standalone.js", JAVASCRIPT, webJar("redoc/*/redoc.standalone.js"));
    }

    @GetMapping(
            path = "/assets/{name}",
            produces = {"text/css", "text/javascript"})
    Mono<ResponseEntity<byte[]>> asset(@PathVariable("name") String name, ServerWebExchange exchange) {
        Mono<Asset> asset = assets.get(name);
        return asset == null
                ? Mono.error(ProblemException.notFound("file"))
                : asset.map(found -> found.answer(acceptsGzip(exchange)));
    }

    private static boolean acceptsGzip(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getValuesAsList(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(coding -> coding.equals("gzip") || coding.equals("*"));
    }

    private void add(String name, MediaType type, Resource file) {
        assets.put(
                name,
                Mono.fromCallable(() -> Asset.load(file, type))
                        .subscribeOn(Schedulers.boundedElastic())
                        .cache());
    }

    private static Resource webJar(String pattern) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver().getResources(WEBJARS + pattern);
        if (found.length != 1) {
            throw new IllegalStateException("Exactly one file must match " + pattern + ", not " + found.length);
        }
        return found[0];
    }
}
