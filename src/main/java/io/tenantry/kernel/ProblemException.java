package io.tenantry.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that the caller is told about: it becomes a problem details answer (RFC 9457). The detail is shown as it is,
 * so it never names a class, a query or a database.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldProblem> fields;
    private final @Nullable Duration retryAfter;
    private final transient Map<String, Object> extensions;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public ProblemException(ErrorCode code, String detail, List<FieldProblem> fields) {
        this(code, detail, fields, null, Map.of());
    }

    private ProblemException(
            ErrorCode code,
            String detail,
            List<FieldProblem> fields,
            @Nullable Duration retryAfter,
            Map<String, Object> extensions) {
        super(detail, null, false, code == ErrorCode.INTERNAL_ERROR);
        this.code = code;
        this.fields = List.copyOf(fields);
        this.retryAfter = retryAfter;
        this.extensions = Map.copyOf(extensions);
    }

    /** 400 for one field. */
    public static ProblemException invalid(String field, String message) {
        return new ProblemException(
                ErrorCode.VALIDATION_FAILED, field + " " + message, List.of(new FieldProblem(field, message)));
    }

    /** 404, the same words for what is absent and for what belongs to another organization. */
    public static ProblemException notFound(String kind) {
        return new ProblemException(ErrorCode.NOT_FOUND, "No such " + kind + ".");
    }

    /** A refusal that ends by itself, for 429 and 503: the wait becomes {@code Retry-After}, rounded up to seconds. */
    public static ProblemException retryLater(ErrorCode code, String detail, Duration retryAfter) {
        return new ProblemException(code, detail, List.of(), retryAfter, Map.of());
    }

    /** The same refusal with one more member in its answer (RFC 9457, section 3.2). */
    public ProblemException with(String member, Object value) {
        Map<String, Object> more = new TreeMap<>(extensions);
        more.put(member, value);
        return new ProblemException(code, detail(), fields, retryAfter, more);
    }

    /** The same refusal for a caller to whom something else is to be said. */
    public ProblemException withDetail(String other) {
        return new ProblemException(code, other, fields, retryAfter, extensions);
    }

    /** Whether it is a refusal with one of these codes. */
    public static boolean is(Throwable failure, ErrorCode... codes) {
        return failure instanceof ProblemException problem && List.of(codes).contains(problem.code);
    }

    public ErrorCode code() {
        return code;
    }

    /** What to do about it, for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldProblem> fields() {
        return fields;
    }

    /** How long to wait before another attempt; when empty, a 429 or 503 asks for a short while. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Members of the answer that only this kind of problem has. */
    public Map<String, Object> extensions() {
        return extensions;
    }
}
