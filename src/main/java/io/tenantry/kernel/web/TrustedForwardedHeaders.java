package io.tenantry.kernel.web;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * Lets forwarded headers count when a trusted proxy sent them, and removes them otherwise. Spring does the rest, except the
 * client's address, for which it believes the leftmost entry.
 */
final class TrustedForwardedHeaders extends ForwardedHeaderTransformer {

    private static final String FORWARDED = "Forwarded";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String PREFIX = "X-Forwarded-Prefix";
    private static final List<String> NAMES = List.of(
            FORWARDED,
            FORWARDED_FOR,
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            PREFIX,
            "X-Forwarded-Ssl");

    /** A prefix is written into pages, so it is a path and nothing else, in particular not {@code //host}. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+/?");

    private final TrustedProxies proxies;

    TrustedForwardedHeaders(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public ServerHttpRequest apply(ServerHttpRequest request) {
        if (!hasForwardedHeaders(request)) {
            return request;
        }
        InetSocketAddress peer = request.getRemoteAddress();
        return peer != null && proxies.trusts(peer) ? believe(request, peer) : without(request, NAMES);
    }

    private ServerHttpRequest believe(ServerHttpRequest request, InetSocketAddress peer) {
        InetSocketAddress client = proxies.client(peer, path(request.getHeaders()));
        ServerHttpRequest adapted;
        try {
            adapted = super.apply(withoutContradictions(request));
        } catch (RuntimeException e) {
            // What a proxy passes on unchecked must not make every request behind it fail.
            adapted = without(request, NAMES);
        }
        return adapted.mutate().remoteAddress(client).build();
    }

    /** A proxy that writes one kind of header often passes on the other kind, which a stranger may have written. */
    private static ServerHttpRequest withoutContradictions(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        ServerHttpRequest result = request;
        if (headers.containsHeader(FORWARDED_FOR) && headers.containsHeader(FORWARDED)) {
            result = without(result, List.of(FORWARDED));
        }
        String prefix = headers.getFirst(PREFIX);
        return prefix == null || PATH.matcher(prefix).matches() ? result : without(result, List.of(PREFIX));
    }

    private static List<String> path(HttpHeaders headers) {
        List<String> forwardedFor = headers.getValuesAsList(FORWARDED_FOR);
        return forwardedFor.isEmpty() ? forParameters(headers.getValuesAsList(FORWARDED)) : forwardedFor;
    }

    /** {@code for=192.0.2.1;proto=https} is one step of the way (RFC 7239, section 4). */
    private static List<String> forParameters(List<String> steps) {
        return steps.stream()
                .map(step -> Arrays.stream(step.split(";"))
                        .map(String::strip)
                        .filter(pair -> pair.regionMatches(true, 0, "for=", 0, 4))
                        .map(pair -> pair.substring(4))
                        .findFirst()
                        .orElse("unknown"))
                .toList();
    }

    private static ServerHttpRequest without(ServerHttpRequest request, List<String> names) {
        return request.mutate()
                .headers(headers -> names.forEach(headers::remove))
                .build();
    }
}
