package io.tenantry.kernel.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

/** What a value should have been, in the words of JSON rather than of Java. */
final class ExpectedTypes {

    private ExpectedTypes() {}

    static String describe(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed == Boolean.class) {
            return "must be true or false";
        }
        if (Number.class.isAssignableFrom(boxed)) {
            return boxed == Integer.class || boxed == Long.class ? "must be a whole number" : "must be a number";
        }
        if (boxed.isEnum()) {
            return "must be one of " + constants(boxed);
        }
        if (boxed.isArray() || Collection.class.isAssignableFrom(boxed)) {
            return "must be a list";
        }
        return isText(boxed) ? "must be a string" : "must be an object";
    }

    private static boolean isText(Class<?> type) {
        return !Map.class.isAssignableFrom(type)
                && (BeanUtils.isSimpleValueType(type) || type.getPackageName().equals("io.tenantry.kernel"));
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
