package io.tenantry.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.Secret;
import io.tenantry.kernel.SettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** README, "Settings": {@code SMTP_URL}, {@code MAIL_FROM}, {@code PUBLIC_URL}. */
class MailSettingsTests {

    private static final String PASSWORD = "s3cr3t";

    @Test
    void aUrlHasHostPortUserAndPassword() {
        SmtpUrl url = SmtpUrl.of("smtp://acme%40example.com:a%2Fb+c%25@smtp.example.com:2525/");

        assertThat(url.tls()).isFalse();
        assertThat(url.host()).isEqualTo("smtp.example.com");
        assertThat(url.port()).isEqualTo(2525);
        assertThat(url.credentials()).isEqualTo(new SmtpUrl.Credentials("acme@example.com", new Secret("a/b+c%")));
    }

    @Test
    void thePortIsThatOfTheProtocol() {
        assertThat(SmtpUrl.of("smtp://smtp.example.com")).isEqualTo(new SmtpUrl(false, "smtp.example.com", 587, null));
        assertThat(SmtpUrl.of("smtps://[::1]")).isEqualTo(new SmtpUrl(true, "::1", 465, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp.example.com",
                "smtp:",
                "http://smtp.example.com",
                "smtp://",
                "smtp://user:" + PASSWORD + "@",
                "smtp://user@example.com:" + PASSWORD + "@smtp.example.com",
                "smtp://user:a/" + PASSWORD + "@smtp.example.com",
                "smtp://user:a?" + PASSWORD + "@smtp.example.com",
                "smtp://user:a#" + PASSWORD + "@smtp.example.com",
                "smtp://user:a%" + PASSWORD + "@smtp.example.com",
                "smtp://user:a " + PASSWORD + "@smtp.example.com",
                "smtp://user:%0D%0A" + PASSWORD + "@smtp.example.com",
                "smtp://" + PASSWORD + "@smtp.example.com",
                "smtp://user:@smtp.example.com",
                "smtp://:" + PASSWORD + "@smtp.example.com",
                "smtp://user:" + PASSWORD + "@smtp.example.com:0",
                "smtp://user:" + PASSWORD + "@smtp.example.com:65536",
                "smtp://user:" + PASSWORD + "@smtp.example.com:mail",
                "smtp://user:" + PASSWORD + "@smtp.example.com/path"
            })
    void whatIsNoMailServerIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> SmtpUrl.of(url))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("SMTP_URL: ")
                .hasNoCause()
                .message()
                .doesNotContain(PASSWORD);
    }

    @Test
    void noTextShowsThePassword() {
        String url = "smtp://user:" + PASSWORD + "@smtp.example.com";

        assertThat(SmtpUrl.of(url)).asString().doesNotContain(PASSWORD);
        assertThat(SmtpUrl.of(url).credentials()).asString().doesNotContain(PASSWORD);
        assertThat(settings(url, null, null, null)).asString().doesNotContain(PASSWORD);
    }

    @Test
    void aSenderMayHaveAName() {
        assertThat(Sender.of("No-Reply@Example.com", "Tenantry"))
                .isEqualTo(new Sender("Tenantry", "no-reply@example.com"));
        assertThat(Sender.of("Müller & Söhne <post@example.com>", "Tenantry"))
                .isEqualTo(new Sender("Müller & Söhne", "post@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "a@example.com, b@example.com",
                "Group: a@example.com;",
                "a@b@example.com",
                "müller@example.com",
                "Acme <>",
                "Acme\r\nBcc: eve@example.com <a@example.com>"
            })
    void whatIsNoSenderIsRefused(String text) {
        assertThatThrownBy(() -> Sender.of(text, "Tenantry"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("MAIL_FROM: ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://tenantry.example.com, user, no-reply@tenantry.example.com",
        "http://localhost:8000, me@example.com, me@example.com",
        "http://localhost:8000, mé@example.com, no-reply@localhost.localdomain",
        "http://127.0.0.1:8000, user, no-reply@localhost.localdomain",
        "http://[::1]:8000, user, no-reply@localhost.localdomain"
    })
    void theSenderIsAtTheServicesOwnHost(String url, String user, String sender) {
        assertThat(Sender.byDefault(new PublicUrl(url), new SmtpUrl.Credentials(user, new Secret("x")), "Tenantry"))
                .isEqualTo(new Sender("Tenantry", sender));
    }

    @Test
    void linksLeadToWhereTheServiceIsReached() {
        assertThat(settings(null, null, " ", null).publicUrl(8123)).isEqualTo(new PublicUrl("http://localhost:8123"));
        assertThat(settings(null, null, null, "https://x.onrender.com").publicUrl(8123))
                .isEqualTo(new PublicUrl("https://x.onrender.com"));
        assertThat(settings(null, null, "https://a.example.com/sub/", "https://x.onrender.com")
                        .publicUrl(8123)
                        .link("/page", "t0k3n"))
                .isEqualTo("https://a.example.com/sub/page#token=t0k3n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenantry.example.com",
                "ftp://tenantry.example.com",
                "https://",
                "https://user:password@tenantry.example.com",
                "https://tenantry.example.com/?page=1",
                "https://tenantry.example.com/#top",
                "https://tenantry example.com",
                "https://bücher.example.com"
            })
    void whatIsNoAddressOfTheServiceIsRefused(String url) {
        assertThatThrownBy(() -> new PublicUrl(url))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("PUBLIC_URL: ");
    }

    private static MailSettings settings(
            @Nullable String smtpUrl, @Nullable String from, @Nullable String publicUrl, @Nullable String renderUrl) {
        return new MailSettings(smtpUrl, from, publicUrl, renderUrl, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }
}
