package dev.vivarium.engine.capability;

import dev.vivarium.CapabilityException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fits what a script gave to the parameters of a Java method. Only widening that loses nothing is done. */
final class Arguments {

    private Arguments() {}

    /** The first of {@code methods} whose parameters take {@code given}, or null. */
    static @Nullable Method choose(List<Method> methods, List<@Nullable Object> given) {
        return methods.stream()
                .filter(method -> fit(method, given) != null)
                .findFirst()
                .orElse(null);
    }

    /** The arguments for {@code method}, or null if they don't fit. */
    static @Nullable Object @Nullable [] fit(Method method, List<@Nullable Object> given) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != given.size()) {
            return null;
        }
        @Nullable Object[] fitted = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Object value = given.get(i);
            if (value == null ? types[i].isPrimitive() : !takes(types[i], value)) {
                return null;
            }
            fitted[i] = value == null ? null : convert(types[i], value);
        }
        return fitted;
    }

    private static boolean takes(Class<?> type, Object value) {
        return switch (value) {
            case Boolean _ -> type == boolean.class || type.isAssignableFrom(Boolean.class);
            case Long number -> takesInteger(type, number);
            case Double _ -> type == double.class || type.isAssignableFrom(Double.class);
            case BigInteger _ -> type.isAssignableFrom(BigInteger.class);
            case String _ -> type.isAssignableFrom(String.class);
            case Map<?, ?> _ -> type.isAssignableFrom(Map.class);
            case Set<?> _ -> type.isAssignableFrom(Set.class);
            case List<?> _ -> type.isAssignableFrom(List.class) || type.isInstance(value);
            default -> type.isInstance(value);
        };
    }

    private static boolean takesInteger(Class<?> type, long number) {
        if (type == int.class || type == Integer.class) {
            return number == (int) number;
        }
        return type == long.class
                || type == double.class
                || type == Double.class
                || type == BigInteger.class
                || type.isAssignableFrom(Long.class);
    }

    private static Object convert(Class<?> type, Object value) {
        if (!(value instanceof Long number)) {
            return value;
        }
        if (type == int.class || type == Integer.class) {
            return number.intValue();
        }
        if (type == double.class || type == Double.class) {
            return number.doubleValue();
        }
        return type == BigInteger.class ? BigInteger.valueOf(number) : (Object) number;
    }

    /** What a script is told whose arguments fit no method of that name. */
    static CapabilityException misfit(String method, int count) {
        return new CapabilityException("TypeError", method + "() does not take these " + count + " arguments");
    }
}
