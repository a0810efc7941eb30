package dev.vivarium.policy;

import java.util.regex.Pattern;

/** A policy file can't be used. The message is one line: file, line, policy, key and the rule that was broken. */
public final class PolicyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message may quote the file, and is shown in terminals and logs. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    PolicyFileException(String message) {
        super(CONTROLS.matcher(message).replaceAll(" "));
    }
}
