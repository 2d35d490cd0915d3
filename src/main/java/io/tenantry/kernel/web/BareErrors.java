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
import io.netty.handler.codec.http.HttpVersion;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.RequestId;
import io.tenantry.kernel.problem.Problem;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a body to the errors that Netty answers itself, such as a head that is no HTTP or too long: those requests never
 * reach a filter. The connection is closed after them, because where the next request begins is unknown.
 */
@ChannelHandler.Sharable
final class BareErrors extends ChannelOutboundHandlerAdapter {

    private static final int FIRST_ERROR = 400;

    private final JsonMapper json;

    BareErrors(JsonMapper json) {
        this.json = json;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells the outcome
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse response && isBareError(response)) {
            FullHttpResponse problem = problem(response, new UnreadableRequest(context.channel()));
            response.release();
            context.write(problem, promise);
        } else {
            context.write(message, promise);
        }
    }

    private static boolean isBareError(FullHttpResponse response) {
        return response.status().code() >= FIRST_ERROR && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private FullHttpResponse problem(FullHttpResponse bare, UnreadableRequest request) {
        int status = bare.status().code();
        String id = RequestId.keepOrMake(request.id());
        byte[] body = json.writeValueAsBytes(Problem.of(code(status), request.path(), id));
        FullHttpResponse problem = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                bare.status(),
                request.isHead() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        HttpHeaders headers = problem.headers();
        headers.set(RequestId.HEADER, id);
        headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (!request.isLogged()) {
            request.log(status, id);
        }
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
