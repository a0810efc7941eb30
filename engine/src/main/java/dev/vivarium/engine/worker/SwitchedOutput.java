package dev.vivarium.engine.worker;

import java.io.IOException;
import java.io.OutputStream;

/** Contexts are made before their task is known: what they write goes nowhere until a target is set. */
final class SwitchedOutput extends OutputStream {

    private volatile OutputStream target = OutputStream.nullOutputStream();

    /** Sends what is written from now on to {@code changed}. */
    void switchTo(OutputStream changed) {
        target = changed;
    }

    @Override
    public void write(int single) throws IOException {
        target.write(single);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        target.write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
