package io.tenantry.kernel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of a resource that a caller is willing to change: the {@code If-Match} of the request (RFC 9110, section
 * 13.1.1). A route takes it as an argument without any annotation.
 *
 * @param any whether every version will do: there is no such header, or it is {@code *}
 * @param tags the strong tags that it lists, with their quotes, or {@code *}; a weak one never matches
 */
public record ExpectedVersion(boolean any, Set<String> tags) {

    /** Every version will do. */
    public static final ExpectedVersion ANY = new ExpectedVersion(true, Set.of());

    private static final String STAR = "*";

    /** Every version will do, but not none. */
    private static final ExpectedVersion THERE = new ExpectedVersion(true, Set.of(STAR));

    /** A tag of a list that may have empty elements (RFC 9110, sections 5.6.1.2 and 8.8.3). */
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*(?:(?<weak>W/)?(?<tag>\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"))?[ \\t]*(?:,|$)");

    public ExpectedVersion {
        tags = Set.copyOf(tags);
    }

    /**
     * The versions that a header names.
     *
     * @param lines the values of {@code If-Match}, which are one list
     * @throws InvalidValueException when it is no list of tags, or an empty one
     */
    public static ExpectedVersion of(List<String> lines) {
        String list = String.join(",", lines).strip();
        if (lines.isEmpty()) {
            return ANY;
        }
        return list.equals(STAR) ? THERE : new ExpectedVersion(false, strongTags(list));
    }

    private static Set<String> strongTags(String list) {
        Set<String> strong = new HashSet<>();
        Matcher element = ELEMENT.matcher(list);
        boolean some = false;
        for (int at = 0; at < list.length(); at = element.end()) {
            if (!element.region(at, list.length()).lookingAt()) {
                throw malformed();
            }
            String tag = element.group("tag");
            some |= tag != null;
            if (tag != null && element.group("weak") == null) {
                strong.add(tag);
            }
        }
        if (!some) {
            throw malformed();
        }
        return strong;
    }

    private static InvalidValueException malformed() {
        return new InvalidValueException("must be * or a list of tags such as \"3\", with their quotes");
    }

    /** The tag of a version, {@code "3"}, or of one with more beside it, {@code "3.x"}; with its quotes. */
    static String tag(long version, String beside) {
        return "\"" + version + (beside.isEmpty() ? "" : "." + beside) + "\"";
    }

    /**
     * Refuses who expects any version of what is not there: {@code *} is not true of it either.
     *
     * @throws ProblemException 412 {@code precondition_failed} when there was such a header
     */
    public void requireNone() {
        if (!tags.isEmpty() || !any) {
            throw new ProblemException(ErrorCode.PRECONDITION_FAILED, "There is none, in any version.");
        }
    }

    /**
     * Refuses every other version. What a tag has beside the version does not matter: it tells of what no change of this
     * resource can overwrite, such as a login meanwhile.
     *
     * @throws ProblemException 412 {@code precondition_failed} when this version is not among those
     */
    public void require(long present) {
        if (!any && tags.stream().noneMatch(tag -> isOf(present, tag))) {
            throw new ProblemException(
                    ErrorCode.PRECONDITION_FAILED,
                    "It was changed since you read it, and has another version now: read it again.");
        }
    }

    private static boolean isOf(long version, String tag) {
        return tag.equals(tag(version, "")) || tag.startsWith("\"" + version + ".");
    }
}
