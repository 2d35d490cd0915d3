package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.HttpSettings;
import io.tenantry.kernel.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** Contract, {@code GET /ws/announcements}: 403 for a foreign {@code Origin}. */
class OwnPagesTest {

    private final OwnPages pages = new OwnPages(new HttpSettings(
            "Tenantry", 8000, List.of("https://partner.example"), false, List.of(), Duration.ofMinutes(1)));

    private void require(String url, String host, String origin) {
        pages.require(MockServerHttpRequest.get(url)
                .header("Host", host)
                .header("Origin", origin)
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "http://acme.example, acme.example",
        "https://acme.example, acme.example",
        "https://acme.example, acme.example:443",
        "http://acme.example, acme.example:80",
        "http://acme.example:8000, acme.example:8000",
        "https://acme.example, ACME.example",
        "https://partner.example, acme.example"
    })
    void ownPagesAndThoseOnTheListMayConnect(String origin, String host) {
        require("http://" + host + "/ws/announcements", host, origin);
    }

    @ParameterizedTest
    @CsvSource({
        "null, acme.example",
        ":, acme.example",
        "https://acme.example.evil.example, acme.example",
        "https://acme.example@evil.example, acme.example",
        "http://acme.example:81, acme.example",
        "https://acme.example, acme.example:80",
        "https://partner.example:8443, acme.example"
    })
    void allOthersMayNot(String origin, String host) {
        assertThatThrownBy(() -> require("http://" + host + "/ws/announcements", host, origin))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code().status().value()).isEqualTo(403));
    }

    /** The address of the request is what a trusted proxy has forwarded; its {@code Host} is the proxy's. */
    @Test
    void behindAProxyTheirPlaceIsTheOneThatWasForwarded() {
        require("https://acme.example/ws/announcements", "internal:8000", "https://acme.example");
    }
}
