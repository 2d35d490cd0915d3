package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.SettingException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, "Proxies": forwarded headers count only from TRUSTED_PROXIES. */
class TrustedProxiesTest {

    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"));

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "10.255.255.255", "192.0.2.7", "fd00::1", "::ffff:10.1.2.3"})
    void addressesWithinTheNetworksAreTrusted(String address) {
        assertThat(PROXIES.trusts(peer(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.0.1", "192.0.2.8", "fe00::1", "::1", "127.0.0.1"})
    void otherAddressesAreNot(String address) {
        assertThat(PROXIES.trusts(peer(address))).isFalse();
    }

    @Test
    void nobodyIsTrustedByDefault() {
        assertThat(TrustedProxies.of(List.of()).trusts(peer("127.0.0.1"))).isFalse();
        assertThat(PROXIES.trusts(null)).isFalse();
        assertThat(PROXIES.trusts(InetSocketAddress.createUnresolved("10.0.0.1", 80)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "203.0.113.9, 10.0.0.2 | 203.0.113.9",
                "6.6.6.6, 203.0.113.9, 10.0.0.2 | 203.0.113.9",
                "10.6.6.6, 203.0.113.9 | 203.0.113.9",
                "6.6.6.6, 203.0.113.9, 192.0.2.7, 10.0.0.2 | 203.0.113.9",
                "10.0.0.3, 10.0.0.2 | 10.0.0.3",
                "6.6.6.6, unknown, 10.0.0.2 | 10.0.0.2",
                "6.6.6.6, <script>, 10.0.0.2 | 10.0.0.2",
                "203.0.113.9:4711 | 203.0.113.9",
                "\"[2001:db8::9]:4711\" | 2001:db8:0:0:0:0:0:9",
                "[2001:db8::9] | 2001:db8:0:0:0:0:0:9",
                "2001:db8::9 | 2001:db8:0:0:0:0:0:9",
                "::ffff:203.0.113.9 | 203.0.113.9",
                "[ | 10.0.0.1",
                "999.1.1.1 | 10.0.0.1",
                "localhost | 10.0.0.1"
            })
    void theClientIsTheFirstFromTheRightThatIsNoTrustedProxy(String path, String client) {
        List<String> steps = Arrays.asList(path.split(", "));
        assertThat(PROXIES.client(peer("10.0.0.1"), steps).getAddress().getHostAddress())
                .isEqualTo(client);
    }

    @Test
    void withoutAPathTheClientIsThePeer() {
        assertThat(PROXIES.client(peer("10.0.0.1"), List.of())).isEqualTo(peer("10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.local",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "fd00::/129",
                "10.0.0.0/",
                "*",
                "10.0.0.0/x"
            })
    void rubbishFailsTheStartAndIsNamed(String network) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(network)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("TRUSTED_PROXIES")
                .hasMessageContaining(network);
    }

    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(address, 0);
    }
}
