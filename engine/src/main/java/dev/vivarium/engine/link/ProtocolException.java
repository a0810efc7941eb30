package dev.vivarium.engine.link;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The other side sent what it must not send. The message says what, and quotes no more than a few words of it. */
public final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1;

    /** With a message for the log. */
    public ProtocolException(String message) {
        super(message);
    }

    ProtocolException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
