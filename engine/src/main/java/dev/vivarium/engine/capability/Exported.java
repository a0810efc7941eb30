package dev.vivarium.engine.capability;

import dev.vivarium.engine.link.Message.Face;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/**
 * The members of a class that are marked with {@link HostAccess.Export}. Fields are attributes, methods are methods, and
 * a method {@code getName()} is an attribute {@code name} as well. Nothing else of an object can be named by a script.
 * Immutable.
 */
final class Exported {

    private static final ClassValue<Exported> OF = new ClassValue<>() {
        @Override
        protected Exported computeValue(Class<?> type) {
            return new Exported(type);
        }
    };

    private final Map<String, Field> fields = new TreeMap<>();
    private final Map<String, List<Method>> methods = new TreeMap<>();

    private Exported(Class<?> type) {
        Stream.of(type.getFields()).filter(Exported::isMarked).forEach(field -> {
            open(field);
            fields.put(field.getName(), field);
        });
        Stream.of(type.getMethods())
                .filter(method -> isMarked(method) && !method.isBridge())
                .forEach(this::add);
    }

    private void add(Method method) {
        open(method);
        methods.merge(
                method.getName(),
                List.of(method),
                (known, more) -> Stream.concat(known.stream(), more.stream()).toList());
    }

    private static <T extends AnnotatedElement & Member> boolean isMarked(T member) {
        return member.isAnnotationPresent(HostAccess.Export.class) && !Modifier.isStatic(member.getModifiers());
    }

    /** The class itself may be package-private or local, as games' classes often are; its marked members are meant. */
    private static void open(AccessibleObject member) {
        if (!member.trySetAccessible()) {
            throw new IllegalArgumentException(member + " can't be called: open its package to dev.vivarium.engine");
        }
    }

    /** The members of {@code type}. */
    static Exported of(Class<?> type) {
        return OF.get(type);
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return fields.isEmpty() && methods.isEmpty();
    }

    /** The attribute that a getter stands for, or null. */
    private @Nullable Method getter(String attribute) {
        if (attribute.isEmpty()) {
            return null;
        }
        String name = "get" + attribute.substring(0, 1).toUpperCase(Locale.ROOT) + attribute.substring(1);
        return methods(name).stream()
                .filter(method -> method.getParameterCount() == 0)
                .findFirst()
                .orElse(null);
    }

    private Stream<String> gettable() {
        return methods.keySet().stream()
                .filter(name -> name.length() > 3 && name.startsWith("get"))
                .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4))
                .filter(name -> getter(name) != null);
    }

    /** What a script may know of an object that it is told is a {@code label}. */
    Face face(long number, String label) {
        List<String> attributes = Stream.concat(fields.keySet().stream(), gettable())
                .distinct()
                .sorted()
                .toList();
        return new Face(number, label, attributes, List.copyOf(methods.keySet()));
    }

    /** What reads that attribute of an object, or null if there is none of that name. */
    @Nullable
    Reader reader(String attribute) {
        Field field = fields.get(attribute);
        if (field != null) {
            return field::get;
        }
        Method getter = getter(attribute);
        return getter == null ? null : getter::invoke;
    }

    /** Reads an attribute of an object. */
    interface Reader {
        /** The attribute's value. */
        @Nullable
        Object read(Object target) throws ReflectiveOperationException;
    }

    /** The exported methods of that name. */
    List<Method> methods(String name) {
        return methods.getOrDefault(name, List.of());
    }
}
