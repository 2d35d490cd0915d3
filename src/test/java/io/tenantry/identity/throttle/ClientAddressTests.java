package io.tenantry.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "An address": of IPv6 the network, of which whoever has one address has them all. */
class ClientAddressTests {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:1:2::1, 20010db800010002/64",
        "2001:db8:1:2:ffff:ffff:ffff:ffff, 20010db800010002/64",
        "2001:db8:1:3::1, 20010db800010003/64",
        "::1, 0000000000000000/64"
    })
    void anAddressIsOneSomebody(String address, String somebody) throws UnknownHostException {
        assertThat(ClientAddress.of(new InetSocketAddress(InetAddress.getByName(address), 4711)))
                .isEqualTo(somebody);
    }

    @Test
    void whoIsNotKnownIsOneSomebodyToo() {
        assertThat(ClientAddress.of(null)).isEqualTo("unknown");
        assertThat(ClientAddress.of(InetSocketAddress.createUnresolved("proxy.invalid", 1)))
                .isEqualTo("unknown");
    }
}
