package io.tenantry.kernel.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.RequestId;
import io.tenantry.kernel.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a body to the errors that Netty answers itself, such as a head that is no HTTP or too long: those requests never
 * reach a filter. The connection is closed after them, because where the next request begins is unknown.
 */
@ChannelHandler.Sharable
final class BareErrors extends ChannelOutboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger("io.tenantry.access");
    private static final int FIRST_ERROR = 400;

    private final JsonMapper json;

    BareErrors(JsonMapper json) {
        this.json = json;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells the outcome
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse response && isBareError(response) && !isHead(context)) {
            FullHttpResponse problem = problem(response);
            response.release();
            context.write(problem, promise);
        } else {
            context.write(message, promise);
        }
    }

    private static boolean isBareError(FullHttpResponse response) {
        return response.status().code() >= FIRST_ERROR && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private static boolean isHead(ChannelHandlerContext context) {
        return ChannelOperations.get(context.channel()) instanceof HttpServerRequest request
                && HttpMethod.HEAD.equals(request.method());
    }

    private FullHttpResponse problem(FullHttpResponse bare) {
        String id = RequestId.keepOrMake(bare.headers().get(RequestId.HEADER));
        int status = bare.status().code();
        byte[] body = json.writeValueAsBytes(Problem.of(code(status), id));
        FullHttpResponse problem =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, bare.status(), Unpooled.wrappedBuffer(body));
        HttpHeaders headers = problem.headers();
        headers.set(RequestId.HEADER, id);
        headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        log.atInfo().addKeyValue("status", status).addKeyValue("request_id", id).log("unreadable request");
        return problem;
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 413 -> ErrorCode.BODY_TOO_LARGE;
            case 414 -> ErrorCode.URI_TOO_LONG;
            case 431 -> ErrorCode.HEADERS_TOO_LARGE;
            default -> status < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
    }
}
