package io.tenantry.kernel;

import com.ibm.icu.text.IDNA;
import java.util.Locale;

/**
 * The two forms of an internationalized domain name: Unicode, for people, and ASCII, for the DNS. Which names are the same is
 * what UTS #46 says, without the mappings of IDNA2003 ("straße.de" is not "strasse.de"), as browsers do.
 */
final class DomainName {

    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    private static final String ASCII_PREFIX = "xn--";

    private DomainName() {}

    /**
     * The Unicode form. What is the same in both is left as it is.
     *
     * @throws InvalidValueException for what has no form in ASCII, or is no such form though it looks like one
     */
    static String unicode(String domain) {
        if (isOrdinary(domain)) {
            return domain;
        }
        StringBuilder unicode = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        UTS46.nameToUnicode(ascii(domain), unicode, info);
        require(info);
        return unicode.toString();
    }

    /** The ASCII form, under the same conditions. */
    static String ascii(String domain) {
        if (isOrdinary(domain)) {
            return domain;
        }
        StringBuilder ascii = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        UTS46.nameToASCII(domain, ascii, info);
        require(info);
        return ascii.toString();
    }

    private static boolean isOrdinary(String domain) {
        return domain.chars().allMatch(c -> c < 0x80)
                && !domain.toLowerCase(Locale.ROOT).contains(ASCII_PREFIX);
    }

    private static void require(IDNA.Info info) {
        if (info.hasErrors()) {
            throw new InvalidValueException("is not an e-mail address");
        }
    }
}
