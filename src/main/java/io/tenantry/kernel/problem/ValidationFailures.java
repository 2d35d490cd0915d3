package io.tenantry.kernel.problem;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.FieldProblem;
import io.tenantry.kernel.ProblemException;
import jakarta.validation.ConstraintViolationException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** Values that were read but break a rule, all of them in one answer, in the order of their names. */
final class ValidationFailures {

    private ValidationFailures() {}

    static ProblemException of(WebExchangeBindException invalid) {
        return problem(fieldsOf(invalid));
    }

    static ProblemException of(HandlerMethodValidationException invalid) {
        return problem(invalid.getParameterValidationResults().stream().flatMap(ValidationFailures::fields));
    }

    static ProblemException of(ConstraintViolationException invalid) {
        return problem(invalid.getConstraintViolations().stream()
                .map(violation -> field(String.valueOf(violation.getPropertyPath()), violation.getMessage())));
    }

    private static Stream<FieldProblem> fields(ParameterValidationResult result) {
        if (result instanceof ParameterErrors errors) {
            return fieldsOf(errors);
        }
        String name = FieldNames.of(result.getMethodParameter());
        return result.getResolvableErrors().stream().map(error -> new FieldProblem(name, message(error)));
    }

    private static Stream<FieldProblem> fieldsOf(Errors errors) {
        return errors.getAllErrors().stream().map(error -> field(name(error), message(error)));
    }

    private static String name(ObjectError error) {
        return error instanceof FieldError field ? field.getField() : "";
    }

    private static FieldProblem field(String javaName, String message) {
        return new FieldProblem(FieldNames.of(javaName), message);
    }

    private static String message(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }

    private static ProblemException problem(Stream<FieldProblem> problems) {
        List<FieldProblem> fields = problems.distinct()
                .sorted(Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::message))
                .toList();
        String detail = fields.stream()
                .map(field -> (field.field() + " " + field.message()).strip())
                .collect(Collectors.joining("; "));
        return new ProblemException(ErrorCode.VALIDATION_FAILED, detail, fields);
    }
}
