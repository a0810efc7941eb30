package dev.vivarium.policy;

/**
 * A size in bytes, at least one.
 *
 * @param bytes the number of bytes
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    /** Refuses sizes below one byte. */
    public ByteSize {
        if (bytes < 1) {
            throw new IllegalArgumentException("a size must be at least 1 byte, not " + bytes);
        }
    }

    /** {@code n} binary kilobytes. */
    public static ByteSize kib(long n) {
        return new ByteSize(Math.multiplyExact(n, 1024));
    }

    /** {@code n} binary megabytes. */
    public static ByteSize mib(long n) {
        return kib(Math.multiplyExact(n, 1024));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        if (bytes % (1024 * 1024) == 0) {
            return bytes / (1024 * 1024) + "MB";
        }
        return bytes % 1024 == 0 ? bytes / 1024 + "KB" : bytes + "B";
    }
}
