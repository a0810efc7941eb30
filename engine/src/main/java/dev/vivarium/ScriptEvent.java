package dev.vivarium;

import org.jspecify.annotations.Nullable;

/**
 * Something that a script has reported with {@code emit(name, value)}.
 *
 * @param number counts the events of its task from 1 on
 * @param name what the script called it
 * @param value plain data, immutable; see {@code dev.vivarium.value.Values}
 * @param missed how many events before it this listener did not get because it was too slow
 */
public record ScriptEvent(
        long number, String name, @Nullable Object value, long missed) {}
