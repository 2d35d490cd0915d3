package io.tenantry.kernel.problem;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;

/**
 * Spring Security's firewall, except that every method passes, because an unknown one is answered with 405 and
 * {@code Allow} and not with 400, and that printable ASCII passes at once: the original runs a regular expression over the
 * value of every header and the name of every parameter each time one is asked for.
 */
final class RequestFirewall extends StrictServerWebExchangeFirewall {

    RequestFirewall() {
        setUnsafeAllowAnyHttpMethod(true);
        setAllowedHeaderNames(printableOr(ALLOWED_HEADER_NAMES));
        setAllowedHeaderValues(printableOr(ALLOWED_HEADER_VALUES));
        setAllowedParameterNames(printableOr(ALLOWED_PARAMETER_NAMES));
    }

    private static Predicate<String> printableOr(Predicate<String> allowed) {
        return text -> isPrintableAscii(text) || allowed.test(text);
    }

    /** Of a header that is not there the original says what it thinks. */
    private static boolean isPrintableAscii(@Nullable String text) {
        if (text == null) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
