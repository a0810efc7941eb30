package dev.vivarium.policy.kernel;

/** What one argument of a system call must be. Arguments are counted from 0. */
sealed interface ArgumentCheck {
    /** The argument's position, 0 to 5. */
    int index();

    /**
     * The lower 32 bits, with the mask laid over them, equal a value. For arguments that the kernel takes as an int or
     * as flags below 2^32: it ignores the upper half, so must we.
     */
    record LowBits(int index, int mask, int value) implements ArgumentCheck {}

    /** All 64 bits are zero: for pointers that must be null. */
    record Null(int index) implements ArgumentCheck {}

    static ArgumentCheck is(int index, int value) {
        return new LowBits(index, ~0, value);
    }

    static ArgumentCheck hasNoneOf(int index, int bits) {
        return new LowBits(index, bits, 0);
    }
}
