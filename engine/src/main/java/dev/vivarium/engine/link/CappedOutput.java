package dev.vivarium.engine.link;

import java.io.ByteArrayOutputStream;

/** The body of a frame in the making: refuses to grow beyond the cap. */
final class CappedOutput extends ByteArrayOutputStream {

    private final int cap;

    CappedOutput(int cap) {
        super(256);
        this.cap = cap;
    }

    @Override
    public synchronized void write(int octet) {
        require(1);
        super.write(octet);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        require(length);
        super.write(bytes, offset, length);
    }

    private void require(int more) {
        if (more > cap - count) {
            throw new UnsendableException("a message is longer than a frame may be, " + cap + " bytes");
        }
    }
}
