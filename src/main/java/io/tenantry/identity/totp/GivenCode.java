package io.tenantry.identity.totp;

import io.tenantry.kernel.Secret;
import java.util.regex.Pattern;

/** What somebody typed as their second factor. Spaces and dashes, with which such things are shown, do not count. */
public sealed interface GivenCode {

    /** Whatever is neither of the others: nobody's code. */
    record Nonsense() implements GivenCode {}

    /** From an authenticator. */
    record OfAuthenticator(String digits) implements GivenCode {}

    /** One of those that were shown once. */
    record OfRecovery(RecoveryCode code) implements GivenCode {}

    Pattern SEPARATORS = Pattern.compile("[ -]");

    /** ASCII only: other scripts have digits too, which no authenticator shows. */
    Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    static GivenCode of(Secret otp) {
        String characters = SEPARATORS.matcher(otp.value()).replaceAll("");
        if (SIX_DIGITS.matcher(characters).matches()) {
            return new OfAuthenticator(characters);
        }
        return RecoveryCode.isOne(characters) ? new OfRecovery(RecoveryCode.of(characters)) : new Nonsense();
    }
}
