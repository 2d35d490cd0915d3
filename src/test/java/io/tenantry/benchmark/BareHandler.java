package io.tenantry.benchmark;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.Map;
import org.bson.Document;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The reference for reads: WebFlux on Reactor Netty, one route, one {@code findOne} by id, the document as JSON. No
 * security, no filter, no log, no mapping. No component, so that no scan finds it.
 */
@ImportAutoConfiguration({
    NettyReactiveWebServerAutoConfiguration.class,
    HttpHandlerAutoConfiguration.class,
    WebFluxAutoConfiguration.class,
    CodecsAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
public class BareHandler {

    static final String DATABASE = "bare";
    static final String COLLECTION = "organizations";

    /** The process itself: the port to listen on and the database's URL. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(BareHandler.class);
        // Not the service's own settings.
        application.setDefaultProperties(
                Map.of("spring.config.name", "none", "server.port", args[0], "bare.mongodb", args[1]));
        application.run();
    }

    @Bean
    MongoClient client(org.springframework.core.env.Environment environment) {
        return MongoClients.create(environment.getRequiredProperty("bare.mongodb"));
    }

    @Bean
    RouterFunction<ServerResponse> organization(MongoClient client) {
        MongoCollection<Document> organizations = client.getDatabase(DATABASE).getCollection(COLLECTION);
        return route().GET("/organization", request -> answer(organizations, request))
                .build();
    }

    private static Mono<ServerResponse> answer(MongoCollection<Document> organizations, ServerRequest request) {
        return Mono.from(organizations
                        .find(Filters.eq("_id", request.queryParam("id").orElseThrow()))
                        .first())
                .flatMap(organization -> ServerResponse.ok().bodyValue(organization));
    }
}
