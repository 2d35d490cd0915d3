package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;

/** Contract, "Proxies". */
class TrustedForwardedHeadersTest {

    private final TrustedForwardedHeaders headers =
            new TrustedForwardedHeaders(TrustedProxies.of(List.of("10.0.0.0/8")));

    @Test
    void aTrustedProxySaysHowItWasReached() {
        ServerHttpRequest request = apply(from("10.0.0.1")
                .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "api.acme.com")
                .header("X-Forwarded-Prefix", "/tenantry"));
        assertThat(request.getURI()).hasToString("https://api.acme.com/tenantry/path?q=1");
        assertThat(request.getPath().contextPath().value()).isEqualTo("/tenantry");
        assertThat(client(request)).isEqualTo("203.0.113.9");
        assertThat(request.getHeaders().headerNames()).noneMatch(name -> name.startsWith("X-Forwarded"));
    }

    @Test
    void aStrangersForwardedHeadersAreRemoved() {
        ServerHttpRequest request = apply(from("203.0.113.1")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "evil.com")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Port", "1")
                .header("X-Forwarded-Prefix", "/evil")
                .header("X-Forwarded-Ssl", "on")
                .header("Forwarded", "for=10.0.0.1;host=evil.com"));
        assertThat(request.getURI()).hasToString("http://tenantry/path?q=1");
        assertThat(client(request)).isEqualTo("203.0.113.1");
        assertThat(request.getHeaders().headerNames()).containsExactly("Host");
    }

    @Test
    void theStandardHeaderCountsToo() {
        ServerHttpRequest request = apply(from("10.0.0.1")
                .header("Forwarded", "for=6.6.6.6, for=\"203.0.113.9:1\";proto=https;host=api.acme.com"));
        assertThat(client(request)).isEqualTo("203.0.113.9");
    }

    @Test
    void aStandardHeaderThatTheProxyOnlyPassesOnDoesNotCount() {
        ServerHttpRequest request = apply(from("10.0.0.1")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("Forwarded", "for=6.6.6.6;host=evil.com;proto=https"));
        assertThat(client(request)).isEqualTo("203.0.113.9");
        assertThat(request.getURI().getHost()).isEqualTo("tenantry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.com", "/\"><script>", "/a//b", "evil", "/a?b", "/a b"})
    void aPrefixThatIsNoPathIsIgnored(String prefix) {
        ServerHttpRequest request =
                apply(from("10.0.0.1").header("X-Forwarded-For", "203.0.113.9").header("X-Forwarded-Prefix", prefix));
        assertThat(request.getPath().value()).isEqualTo("/path");
        assertThat(client(request)).isEqualTo("203.0.113.9");
    }

    @Test
    void rubbishFromATrustedProxyDoesNotFailTheRequest() {
        ServerHttpRequest request = apply(from("10.0.0.1")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Port", "many")
                .header("X-Forwarded-Proto", "ht tp"));
        assertThat(request.getURI()).hasToString("http://tenantry/path?q=1");
        assertThat(client(request)).isEqualTo("203.0.113.9");
    }

    @Test
    void aRequestWithoutThemIsLeftAlone() {
        ServerHttpRequest request = from("10.0.0.1").build();
        assertThat(headers.apply(request)).isSameAs(request);
    }

    private ServerHttpRequest apply(BaseBuilder<?> request) {
        return headers.apply(request.build());
    }

    private static BaseBuilder<?> from(String peer) {
        return MockServerHttpRequest.get("http://tenantry/path?q=1")
                .header("Host", "tenantry")
                .remoteAddress(new InetSocketAddress(peer, 1234));
    }

    private static String client(ServerHttpRequest request) {
        return Objects.requireNonNull(request.getRemoteAddress()).getAddress().getHostAddress();
    }
}
