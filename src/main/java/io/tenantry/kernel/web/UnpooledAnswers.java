package io.tenantry.kernel.web;

import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;

/**
 * Makes answers in buffers of the heap, which belong to nobody else afterwards. Netty's come from a pool that all connections
 * share, and WebFlux can release one twice: when a request is cut off or runs out of time while another thread writes its
 * answer, that which cancels looks whether the buffer is taken and releases it, that which writes takes it meanwhile
 * ({@code AbstractServerHttpResponse.writeWith}, {@code Operators.ScalarSubscription.cancel}), and the encoder releases it once
 * more. By then it may hold the answer to somebody of another organization.
 */
@Component
final class UnpooledAnswers implements HttpHandlerDecoratorFactory {

    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> handler.handle(request, new UnpooledAnswer(response));
    }

    private static final class UnpooledAnswer extends ServerHttpResponseDecorator {

        UnpooledAnswer(ServerHttpResponse response) {
            super(response);
        }

        @Override
        public DataBufferFactory bufferFactory() {
            return DefaultDataBufferFactory.sharedInstance;
        }
    }
}
