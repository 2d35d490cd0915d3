package io.tenantry.identity;

import java.util.function.Predicate;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;

/**
 * Spring Security's firewall, which runs a regular expression over the value of every header and the name of every
 * parameter each time one is asked for. Nearly all of them are printable ASCII, and that is seen faster.
 */
final class RequestFirewall extends StrictServerWebExchangeFirewall {

    RequestFirewall() {
        setAllowedHeaderNames(printableOr(ALLOWED_HEADER_NAMES));
        setAllowedHeaderValues(printableOr(ALLOWED_HEADER_VALUES));
        setAllowedParameterNames(printableOr(ALLOWED_PARAMETER_NAMES));
    }

    private static Predicate<String> printableOr(Predicate<String> allowed) {
        return text -> isPrintableAscii(text) || allowed.test(text);
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
