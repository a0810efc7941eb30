package dev.vivarium.engine.link;

import java.io.IOException;

/** Host and worker didn't get to know each other; the link is closed. */
public final class HandshakeException extends IOException {

    private static final long serialVersionUID = 1;

    HandshakeException(String message) {
        super(message);
    }
}
