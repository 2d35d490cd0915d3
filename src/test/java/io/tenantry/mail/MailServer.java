package io.tenantry.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A mail server in this process, on a free port, that keeps what it was sent. */
public final class MailServer extends GreenMail implements AutoCloseable {

    private final String protocol;

    private MailServer(String protocol) {
        super(new ServerSetup(0, "127.0.0.1", protocol));
        this.protocol = protocol;
        start();
    }

    /** Without TLS, for mails without credentials. */
    public static MailServer smtp() {
        return new MailServer(ServerSetup.PROTOCOL_SMTP);
    }

    static MailServer smtps() {
        return new MailServer(ServerSetup.PROTOCOL_SMTPS);
    }

    /** What {@code SMTP_URL} is for it. */
    public String url() {
        return urlFor("");
    }

    String urlFor(String credentials) {
        int port = (protocol.equals(ServerSetup.PROTOCOL_SMTPS) ? getSmtps() : getSmtp()).getPort();
        return protocol + "://" + credentials + "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        stop();
    }
}
