package dev.vivarium.engine.link;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One end of a stream socket that isn't one: a pipe in each direction. */
final class MemoryChannel implements Duplex {

    private final BytePipe in;
    private final BytePipe out;

    private MemoryChannel(BytePipe in, BytePipe out) {
        this.in = in;
        this.out = out;
    }

    record Pair(MemoryChannel left, MemoryChannel right) {}

    static Pair pair() {
        BytePipe there = new BytePipe();
        BytePipe back = new BytePipe();
        return new Pair(new MemoryChannel(back, there), new MemoryChannel(there, back));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return in.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return out.write(source);
    }

    @Override
    public int offer(ByteBuffer source) throws IOException {
        return out.offer(source);
    }

    @Override
    public boolean isOpen() {
        return in.isReadable();
    }

    @Override
    public void close() {
        in.closeReader();
        out.closeWriter();
    }
}
