package io.tenantry.mail;

import io.tenantry.kernel.HttpSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether and how mail goes out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

    @Bean
    PublicUrl publicUrl(MailSettings mail, HttpSettings http) {
        return mail.publicUrl(http.port());
    }

    @Bean
    Mailer mailer(MailSettings mail, HttpSettings http, PublicUrl publicUrl) {
        SmtpUrl url = mail.smtpUrl() == null ? null : SmtpUrl.of(mail.smtpUrl());
        // A mistake in MAIL_FROM is told at once, not on the day when a mail server is added.
        Sender sender = sender(mail, url, publicUrl, http.appName());
        return url == null
                ? new NoMailer()
                : new SmtpMailer(url, new SmtpClient(url, sender, SmtpProperties.of(url, sender, mail)));
    }

    private static Sender sender(MailSettings mail, @Nullable SmtpUrl url, PublicUrl publicUrl, String name) {
        return mail.from() == null
                ? Sender.byDefault(publicUrl, url == null ? null : url.credentials(), name)
                : Sender.of(mail.from(), name);
    }
}
