package dev.vivarium.policy.kernel;

/**
 * One instruction of classic BPF, struct sock_filter of linux/filter.h.
 *
 * @param code the operation
 * @param jumpTrue how many instructions to skip when the comparison holds
 * @param jumpFalse how many to skip when it doesn't
 * @param constant the operand
 */
record BpfInstruction(int code, int jumpTrue, int jumpFalse, int constant) {
    /** BPF_LD | BPF_W | BPF_ABS: loads 32 bits of struct seccomp_data. */
    static final int LOAD = 0x20;
    /** BPF_ALU | BPF_AND | BPF_K. */
    static final int AND = 0x54;
    /** BPF_JMP | BPF_JEQ | BPF_K. */
    static final int JUMP_IF_EQUAL = 0x15;
    /** BPF_JMP | BPF_JGE | BPF_K, unsigned. */
    static final int JUMP_IF_AT_LEAST = 0x35;
    /** BPF_RET | BPF_K. */
    static final int RETURN = 0x06;
    /** Bytes of one instruction in memory. */
    static final int SIZE = 8;

    /** Jump distances are unsigned bytes. */
    private static final int FARTHEST = 255;

    BpfInstruction {
        if (jumpTrue > FARTHEST || jumpFalse > FARTHEST) {
            throw new IllegalArgumentException("a BPF jump can't skip more than 255 instructions");
        }
    }

    static BpfInstruction load(int offset) {
        return new BpfInstruction(LOAD, 0, 0, offset);
    }

    static BpfInstruction and(int mask) {
        return new BpfInstruction(AND, 0, 0, mask);
    }

    static BpfInstruction unlessEqualSkip(int value, int skip) {
        return new BpfInstruction(JUMP_IF_EQUAL, 0, skip, value);
    }

    static BpfInstruction unlessAtLeastSkip(int value, int skip) {
        return new BpfInstruction(JUMP_IF_AT_LEAST, 0, skip, value);
    }

    static BpfInstruction answer(Verdict verdict) {
        return new BpfInstruction(RETURN, 0, 0, verdict.code());
    }
}
