package io.tenantry.kernel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.util.MimeType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code application/json} in UTF-8 and nothing else. What only looks like JSON may mean something else, such as the steps
 * of a JSON patch; and Jackson takes a character that is written longer than it should be for the character, which others do
 * not (RFC 3629, section 10).
 */
final class StrictJsonDecoder extends JacksonJsonDecoder {

    /** Every second byte of UTF-16, which Jackson would take for what it is, and no character of JSON. */
    private static final byte NUL = 0;

    StrictJsonDecoder(JsonMapper json) {
        super(json, MediaType.APPLICATION_JSON);
    }

    @Override
    public boolean canDecode(ResolvableType type, @Nullable MimeType body) {
        return super.canDecode(type, body)
                && (body == null
                        || body.getCharset() == null
                        || body.getCharset().equals(UTF_8));
    }

    @Override
    public Object decode(
            DataBuffer body, ResolvableType type, @Nullable MimeType mimeType, @Nullable Map<String, Object> hints) {
        ByteBuf bytes = NettyDataBufferFactory.toByteBuf(body);
        if (!ByteBufUtil.isText(bytes, UTF_8) || bytes.indexOf(bytes.readerIndex(), bytes.writerIndex(), NUL) >= 0) {
            DataBufferUtils.release(body);
            throw new ProblemException(ErrorCode.MALFORMED_REQUEST, "The body is not UTF-8.");
        }
        return super.decode(body, type, mimeType, hints);
    }
}
