package io.tenantry;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads each answer to its end, for a test that looks at no more than its status would leave the body in buffers of Netty that
 * nobody releases. Not for answers that have no end.
 */
final class WholeAnswers {

    private WholeAnswers() {}

    static Mono<ClientResponse> read(ClientRequest request, ExchangeFunction next) {
        return next.exchange(request)
                .flatMap(response -> response.bodyToMono(byte[].class)
                        .map(body -> withBody(response, Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body))))
                        .switchIfEmpty(Mono.fromSupplier(() -> withBody(response, Flux.empty()))));
    }

    private static ClientResponse withBody(ClientResponse response, Flux<DataBuffer> body) {
        return ClientResponse.create(response.statusCode(), response.strategies())
                .headers(headers -> headers.addAll(response.headers().asHttpHeaders()))
                .cookies(cookies -> cookies.addAll(response.cookies()))
                .body(body)
                .build();
    }
}
