package io.tenantry.home;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;

/**
 * A file for a page, in memory and compressed once, because reading a jar would hold up an event loop and compressing 1.5 MB
 * takes longer than a hundred requests.
 */
final class Asset {

    private final MediaType type;
    private final byte[] plain;
    private final byte[] gzip;
    private final String etag;

    private Asset(MediaType type, byte[] plain, byte[] gzip) {
        this.type = type;
        this.plain = plain;
        this.gzip = gzip;
        this.etag = '"' + DigestUtils.md5DigestAsHex(plain) + '"';
    }

    static Asset load(Resource file, MediaType type) throws IOException {
        byte[] plain = file.getContentAsByteArray();
        return new Asset(type, plain, compress(plain));
    }

    /** The answer for a client that does, or does not, understand gzip. */
    ResponseEntity<byte[]> answer(boolean gzipAccepted) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .contentType(type)
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .header("X-Content-Type-Options", "nosniff");
        return gzipAccepted
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(gzip)
                : answer.body(plain);
    }

    private static byte[] compress(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        }
        return compressed.toByteArray();
    }
}
