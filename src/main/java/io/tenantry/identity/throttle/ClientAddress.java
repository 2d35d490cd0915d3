package io.tenantry.identity.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Where a request comes from, as far as it is one and the same somebody: an IPv4 address, or the 64 bits of an IPv6 network,
 * since whoever has one address of such a network has them all (RFC 6177, section 2).
 */
public final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** That of the request that the pipeline runs for; an error when it runs for none. */
    public static Mono<String> current() {
        return find().switchIfEmpty(Mono.error(() -> new IllegalStateException("No request is known to be served.")));
    }

    /** The same; empty when it runs for none. */
    static Mono<String> find() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(
                ServerWebExchangeContextFilter.getExchange(context).map(ClientAddress::of)));
    }

    private static String of(ServerWebExchange exchange) {
        return of(exchange.getRequest().getRemoteAddress());
    }

    static String of(@Nullable InetSocketAddress peer) {
        InetAddress address = peer == null ? null : peer.getAddress();
        if (address == null) {
            return "unknown";
        }
        return address instanceof Inet6Address ? network(address.getAddress()) : address.getHostAddress();
    }

    private static String network(byte[] address) {
        return HexFormat.of().formatHex(Arrays.copyOf(address, NETWORK_BYTES)) + "/64";
    }
}
