package io.tenantry.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Speaks SMTP with the server of {@code SMTP_URL}, a connection for each mail. It blocks. */
class SmtpClient {

    private final Sender sender;
    private final JavaMailSenderImpl plain;
    private final JavaMailSenderImpl international;

    /** @param properties how to connect, {@link SmtpProperties} */
    SmtpClient(SmtpUrl url, Sender sender, Properties properties) {
        this.sender = sender;
        this.plain = mailSender(url, properties);
        // Without it, characters outside of ASCII lose their upper half on the way to the server, and some become line
        // ends.
        Properties withUtf8 = new Properties();
        withUtf8.putAll(properties);
        withUtf8.setProperty("mail.mime.allowutf8", "true");
        this.international = mailSender(url, withUtf8);
    }

    private static JavaMailSenderImpl mailSender(SmtpUrl url, Properties properties) {
        JavaMailSenderImpl mailSender = new JavaMailSenderImpl();
        mailSender.setProtocol(url.protocol());
        mailSender.setHost(url.host());
        mailSender.setPort(url.port());
        mailSender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        mailSender.setJavaMailProperties(properties);
        if (url.credentials() != null) {
            mailSender.setUsername(url.credentials().user());
            mailSender.setPassword(url.credentials().password().value());
        }
        return mailSender;
    }

    /** @throws org.springframework.mail.MailException when the server does not take it */
    void deliver(Mail mail) throws MessagingException, UnsupportedEncodingException {
        // Names of domains have a form in ASCII (RFC 5891); what stands before the @ has none (RFC 6531).
        String recipient = mail.to().withAsciiDomain();
        JavaMailSenderImpl client = StandardCharsets.US_ASCII.newEncoder().canEncode(recipient) ? plain : international;
        client.send(message(client.createMimeMessage(), recipient, mail));
    }

    private MimeMessage message(MimeMessage empty, String recipient, Mail mail)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessageHelper message = new MimeMessageHelper(empty, StandardCharsets.UTF_8.name());
        message.setFrom(sender.address(), sender.name());
        message.setTo(recipient);
        message.setSubject(mail.subject());
        message.setText(mail.text());
        // RFC 3834, section 5: nobody's holiday notice answers it.
        empty.setHeader("Auto-Submitted", "auto-generated");
        return empty;
    }
}
