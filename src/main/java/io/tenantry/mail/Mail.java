package io.tenantry.mail;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.InvalidValueException;
import io.tenantry.kernel.Text;

/**
 * A mail of plain text to one person. Names in subject and text may be of any script.
 *
 * @param to whom it is for
 * @param subject one line
 * @param text any number of lines
 */
public record Mail(EmailAddress to, String subject, String text) {

    /** @throws InvalidValueException when the subject has a control character, such as the end of a line */
    public Mail {
        subject = Text.clean(subject);
    }

    /** Without the text, which may hold a link that only the recipient may have. */
    @Override
    public String toString() {
        return "Mail[" + to.masked() + ", " + subject + "]";
    }
}
