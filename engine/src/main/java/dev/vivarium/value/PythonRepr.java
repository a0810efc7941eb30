package dev.vivarium.value;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code repr()} writes them. A frozenset has come over as a set, and is written as one. */
public final class PythonRepr {

    private final StringBuilder text = new StringBuilder();

    private PythonRepr() {}

    /** Python's notation of {@code value}. */
    public static String of(@Nullable Object value) {
        PythonRepr repr = new PythonRepr();
        repr.append(value);
        return repr.text.toString();
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> text.append("None");
            case Boolean bool -> text.append(bool ? "True" : "False");
            case Long number -> text.append(number.longValue());
            case BigInteger number -> text.append(number);
            case Double number -> text.append(PythonFloats.repr(number));
            case String string -> text.append(PythonStrings.repr(string));
            case byte[] bytes -> text.append(PythonStrings.repr(bytes));
            case Tuple tuple -> items("(", tuple, tuple.size() == 1 ? ",)" : ")");
            case List<?> list -> items("[", list, "]");
            case Set<?> set -> set(set);
            case Map<?, ?> map -> dict(map);
            default -> text.append(PythonTimes.repr(value));
        }
    }

    private void items(String open, Collection<?> items, String close) {
        text.append(open);
        String separator = "";
        for (Object item : items) {
            text.append(separator);
            append(item);
            separator = ", ";
        }
        text.append(close);
    }

    /** Python writes the empty set so because {@code {}} is the empty dict. */
    private void set(Set<?> set) {
        if (set.isEmpty()) {
            text.append("set()");
        } else {
            items("{", set, "}");
        }
    }

    private void dict(Map<?, ?> map) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            append(entry.getKey());
            text.append(": ");
            append(entry.getValue());
            text.append(entries.hasNext() ? ", " : "");
        }
        text.append('}');
    }
}
