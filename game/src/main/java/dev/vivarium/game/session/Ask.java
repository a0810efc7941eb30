package dev.vivarium.game.session;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A question to whoever sits at a session.
 *
 * @param text what is shown
 * @param isOpen whether it still waits for an answer
 * @param answer gets the line that was typed
 * @param cancel called if there will be no answer
 */
public record Ask(String text, BooleanSupplier isOpen, Consumer<String> answer, Runnable cancel) {}
