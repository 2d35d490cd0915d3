package io.tenantry.kernel.web;

import org.springframework.core.Ordered;

/** The order of what comes before the security chain, which stands at -100. */
final class FilterOrder {

    static final int REQUEST = Ordered.HIGHEST_PRECEDENCE;
    static final int CORS = -400;
    static final int BODY_LIMIT = -300;
    static final int TRAILING_SLASH = -200;

    private FilterOrder() {}
}
