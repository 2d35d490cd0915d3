package io.tenantry.tenancy;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a database does not answer, in words that hold no secret. */
final class StartReasons {

    /** How the driver tells the root of a failed connection, such as {@code caused by {java.net.ConnectException: …}}. */
    private static final Pattern ROOT = Pattern.compile("caused by \\{[\\w.$]*\\.(\\w+: [^{}]*)\\}");

    /** How the driver tells that no server can take a command, as against one that took it and does not come to an end. */
    private static final String SELECTION = "waiting for a server";

    /** {@code Unauthorized} and {@code AuthenticationFailed} (MongoDB's error_codes.yml). */
    private static final Set<Integer> FORBIDDEN = Set.of(13, 18);

    /** Atlas has one code for all that it refuses by itself, for want of rights and for want of space. */
    private static final int ATLAS = 8_000;

    private static final Pattern RIGHTS = Pattern.compile("not (?:allowed|authorized)");

    private StartReasons() {}

    /** Whether the server answers, and not to just anybody. */
    static boolean isForbidden(MongoException failure) {
        return FORBIDDEN.contains(failure.getCode())
                || (failure.getCode() == ATLAS
                        && RIGHTS.matcher(String.valueOf(failure.getMessage())).find());
    }

    static String of(Throwable failure) {
        if (failure instanceof MongoSecurityException) {
            return "it refuses the user name or the password.";
        }
        if (failure instanceof MongoTimeoutException) {
            return rootOf(String.valueOf(failure.getMessage()));
        }
        return failure.getClass().getSimpleName() + ".";
    }

    private static String rootOf(String timeout) {
        Matcher root = ROOT.matcher(timeout);
        if (root.find()) {
            return root.group(1) + ".";
        }
        return timeout.contains(SELECTION)
                ? "no server was found."
                : "it was reached, but did not finish in time. Do most of its members run?";
    }
}
