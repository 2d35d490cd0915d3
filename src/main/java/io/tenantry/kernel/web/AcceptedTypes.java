package io.tenantry.kernel.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.HeaderContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;

/**
 * The media types that {@code Accept} names, without parameters but their weight: Spring would write any of them into the
 * {@code Content-Type} of the answer. Answers are UTF-8, so who wants another charset cannot have one.
 */
final class AcceptedTypes implements RequestedContentTypeResolver {

    private static final RequestedContentTypeResolver HEADER = new HeaderContentTypeResolver();

    @Override
    public List<MediaType> resolveMediaTypes(ServerWebExchange exchange) {
        List<MediaType> named = HEADER.resolveMediaTypes(exchange);
        return named.stream().allMatch(type -> type.getParameters().isEmpty()) ? named : withoutParameters(named);
    }

    private static List<MediaType> withoutParameters(List<MediaType> named) {
        List<MediaType> accepted = named.stream()
                .filter(AcceptedTypes::isUtf8)
                .map(type -> new MediaType(type.getType(), type.getSubtype()).copyQualityValue(type))
                .toList();
        if (accepted.isEmpty()) {
            throw new NotAcceptableStatusException("Accept names other charsets alone");
        }
        return accepted;
    }

    private static boolean isUtf8(MediaType type) {
        return type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
    }
}
