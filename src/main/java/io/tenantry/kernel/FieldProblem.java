package io.tenantry.kernel;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field as the caller wrote it, in {@code snake_case}, with dots for nested ones
 * @param message what to do about it, for people
 */
public record FieldProblem(String field, String message) {}
