package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.FreePort;
import io.tenantry.TenantryTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.env.Environment;

/** The page {@code /console/announcements.html}, in a browser. */
@TenantryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePageTests {

    private static final String PAGE = "/console/announcements.html";

    private final Api api;
    private final Environment environment;
    private final Browser browser = new Browser();

    ConsolePageTests(Api api, Environment environment) {
        this.api = api;
        this.environment = environment;
    }

    @AfterAll
    void close() {
        browser.close();
    }

    private Tab signedIn(String url, Api.Account account) {
        Tab tab = browser.open(url + PAGE);
        tab.awaitTrue("document.getElementById('sign-in') && !document.getElementById('sign-in').hidden");
        tab.fill("email", account.email());
        tab.fill("password", Api.PASSWORD);
        tab.submit("sign-in");
        tab.awaitTrue("document.getElementById('state').textContent === 'Connected.'");
        return tab;
    }

    private static String shows(String title) {
        return "[...document.querySelectorAll('#list strong')].some((shown) => shown.textContent === '" + title + "')";
    }

    @Test
    void whatOneTabPostsTheOtherShows() {
        Api.Account account = api.organization("Tabs");
        Tab one = signedIn(api.url(), account);
        Tab other = signedIn(api.url(), account);

        one.fill("title", "<b>Doors</b> open");
        one.fill("body", "Now.");
        one.submit("post");

        other.awaitTrue(shows("<b>Doors</b> open"));
        one.awaitTrue(shows("<b>Doors</b> open"));
        assertThat(other.evaluate("document.querySelectorAll('#list li').length"))
                .isEqualTo("1");
    }

    @Test
    void afterARestartItShowsWhatWasMissed() {
        Api.Account account = api.organization("Restart");
        String port = "--server.port=" + FreePort.find();
        Tab tab;
        try (OtherInstance other = OtherInstance.start(environment, port)) {
            tab = signedIn(other.url(), account);
        }
        tab.awaitTrue("document.getElementById('state').textContent !== 'Connected.'");
        api.post("/announcements", account.token(), Map.of("title", "Missed", "body", "Now."))
                .expectStatus()
                .isCreated();

        try (OtherInstance again = OtherInstance.start(environment, port)) {
            tab.awaitTrue(shows("Missed"));
            assertThat(tab.evaluate("document.querySelectorAll('#list li').length"))
                    .isEqualTo("1");
            assertThat(again.url()).isNotEmpty();
        }
    }
}
