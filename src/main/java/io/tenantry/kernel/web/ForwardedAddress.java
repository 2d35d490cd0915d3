package io.tenantry.kernel.web;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * An address as proxies write it: {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code 2001:db8::1}, {@code
 * "[2001:db8::1]:4711"} (RFC 7239, section 6). Names are not looked up.
 */
final class ForwardedAddress {

    private ForwardedAddress() {}

    /** The address, without its port; null for {@code unknown}, {@code _hidden} and rubbish. */
    static @Nullable InetSocketAddress parse(String text) {
        byte[] bytes =
                NetUtil.createByteArrayFromIpAddressString(host(text.strip().replace("\"", "")));
        try {
            // Makes an IPv4 address of ::ffff:192.0.2.1, so that it meets the IPv4 networks.
            return bytes == null ? null : new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            return text.substring(1, Math.max(1, text.indexOf(']')));
        }
        int colon = text.indexOf(':');
        boolean port = colon > 0 && colon == text.lastIndexOf(':');
        return port ? text.substring(0, colon) : text;
    }
}
