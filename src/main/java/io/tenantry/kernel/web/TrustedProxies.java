package io.tenantry.kernel.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.tenantry.kernel.SettingException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The networks whose word about a client counts, and the rule by which the client is found. Everybody can send
 * {@code X-Forwarded-For}; each proxy appends the address it was called from, so only what trusted proxies appended, read
 * from the right, is true.
 */
final class TrustedProxies {

    private final List<IpSubnetFilterRule> networks;

    private TrustedProxies(List<IpSubnetFilterRule> networks) {
        this.networks = networks;
    }

    /**
     * @param networks such as {@code 10.0.0.0/8}, {@code fd00::/8} or a single address
     * @throws SettingException when one of them is no network
     */
    static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
    }

    boolean trusts(@Nullable InetSocketAddress peer) {
        return peer != null
                && peer.getAddress() != null
                && networks.stream().anyMatch(network -> network.matches(peer));
    }

    /**
     * The first address from the right that is no trusted proxy; the last known one when somebody on the way wrote
     * something else than addresses.
     *
     * @param peer who is connected, a trusted proxy
     * @param path what was forwarded for whom, leftmost first
     */
    InetSocketAddress client(InetSocketAddress peer, List<String> path) {
        InetSocketAddress client = peer;
        for (int i = path.size() - 1; i >= 0 && trusts(client); i--) {
            InetSocketAddress before = ForwardedAddress.parse(path.get(i));
            if (before == null) {
                return client;
            }
            client = before;
        }
        return client;
    }

    private static IpSubnetFilterRule network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw invalid(text);
        }
        try {
            int bits = address.getAddress().length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
    }

    private static SettingException invalid(String text) {
        return new SettingException(
                "TRUSTED_PROXIES", "'" + text + "' is not a network such as 10.0.0.0/8 or fd00::/8.");
    }
}
