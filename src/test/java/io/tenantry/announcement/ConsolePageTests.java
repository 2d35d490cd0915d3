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
    private static final String CONNECTED = "document.getElementById('state').textContent === 'Connected.'";

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
        Tab tab = opened(url);
        signIn(tab, account);
        return tab;
    }

    private Tab opened(String url) {
        Tab tab = browser.open(url + PAGE);
        tab.awaitTrue("document.getElementById('sign-in') && !document.getElementById('sign-in').hidden");
        return tab;
    }

    private static void signIn(Tab tab, Api.Account account) {
        tab.fill("email", account.email());
        tab.fill("password", Api.PASSWORD);
        tab.submit("sign-in");
        tab.awaitTrue(CONNECTED);
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

    /** An answer that is lost on its way: who tries again announces nothing twice. */
    @Test
    void whatIsTriedAgainIsAnnouncedOnce() {
        Api.Account account = api.organization("Again");
        Tab tab = signedIn(api.url(), account);
        tab.evaluate("""
                (() => {
                  const real = window.fetch;
                  window.fetch = async (address, options) => {
                    const answer = await real(address, options);
                    if (address.endsWith('/announcements') && !window.lost) {
                      window.lost = true;
                      throw new TypeError('lost');
                    }
                    return answer;
                  };
                })()""");
        tab.fill("title", "Doors open");
        tab.fill("body", "Now.");
        tab.submit("post");
        tab.awaitTrue("document.getElementById('said').textContent.startsWith('The service did not answer')");
        assertThat(tab.evaluate("document.getElementById('title').value")).isEqualTo("Doors open");

        tab.submit("post");
        tab.awaitTrue("document.getElementById('title').value === ''");
        tab.fill("title", "Next");
        tab.fill("body", "Now.");
        tab.submit("post");

        tab.awaitTrue(shows("Next"));
        assertThat(tab.evaluate("[...document.querySelectorAll('#list strong')].map((shown) => shown.textContent)"))
                .isEqualTo("Next,Doors open");
    }

    @Test
    void whatLooksLikeMarkupIsText() {
        Api.Account account = api.organization("Markup");
        Tab tab = signedIn(api.url(), account);
        String markup = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
        api.post("/announcements", account.token(), Map.of("title", markup, "body", markup))
                .expectStatus()
                .isCreated();

        tab.awaitTrue("document.querySelectorAll('#list li').length === 1");
        assertThat(tab.evaluate("document.querySelector('#list li span').textContent"))
                .isEqualTo(markup);
        assertThat(tab.evaluate("document.querySelectorAll('#list img, #list script').length + ' ' + window.hit"))
                .isEqualTo("0 undefined");
    }

    /** Addresses are kept in histories: neither what signs in nor a ticket may be in one. */
    @Test
    void itsAddressStaysAsItWas() {
        Tab tab = signedIn(api.url(), api.organization("Address"));

        assertThat(tab.evaluate("location.href")).isEqualTo(api.url() + PAGE);
    }

    /** As after a backup was restored: numbers that were shown come again. */
    @Test
    void whatTheServiceHasForgottenDoesNotHideWhatIsNew() {
        Api.Account account = api.organization("Restored");
        Tab tab = opened(api.url());
        tab.evaluate("window.WebSocket = class extends WebSocket {"
                + " constructor(address) { super(address); window.socket = this; } }");
        signIn(tab, account);
        tab.evaluate("window.socket.dispatchEvent(new MessageEvent('message',"
                + " { data: '{\"type\":\"announcement\",\"seq\":99,\"title\":\"Forgotten\"}' }))");
        tab.awaitTrue(shows("Forgotten"));
        tab.evaluate("window.socket.close()");
        tab.awaitTrue("window.socket.url.includes('after=99')");
        tab.awaitTrue(CONNECTED);

        api.post("/announcements", account.token(), Map.of("title", "New", "body", "Now."))
                .expectStatus()
                .isCreated();

        tab.awaitTrue(shows("New"));
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
