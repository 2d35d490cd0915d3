package io.tenantry.organization;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller wants to wait for the end of an operation: {@code Prefer: wait=10} (RFC 7240, section 4.3). A preference
 * that makes no sense is as if it were not there (section 2); none is longer than a minute, which proxies seldom grant.
 */
final class WaitPreference {

    static final Duration DEFAULT = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(?:$|[,;])", Pattern.CASE_INSENSITIVE);

    private WaitPreference() {}

    static Duration of(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        if (!wait.find()) {
            return DEFAULT;
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
    }
}
