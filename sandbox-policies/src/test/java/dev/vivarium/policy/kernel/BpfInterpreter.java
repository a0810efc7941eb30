package dev.vivarium.policy.kernel;

import java.util.List;

/** Runs a filter as the kernel would, so that its decisions can be tested without making the calls. */
final class BpfInterpreter {
    private final List<BpfInstruction> program;

    BpfInterpreter(List<BpfInstruction> program) {
        this.program = program;
    }

    /** What the filter answers to a call from x86_64. */
    Verdict decide(int number, long... arguments) {
        return decide(FilterCompiler.ARCH_X86_64, number, arguments);
    }

    Verdict decide(int architecture, int number, long[] arguments) {
        int accumulator = 0;
        int at = 0;
        while (true) {
            BpfInstruction now = program.get(at++);
            switch (now.code()) {
                case BpfInstruction.LOAD -> accumulator = load(now.constant(), architecture, number, arguments);
                case BpfInstruction.AND -> accumulator &= now.constant();
                case BpfInstruction.JUMP_IF_EQUAL -> at += jump(now, accumulator == now.constant());
                case BpfInstruction.JUMP_IF_AT_LEAST ->
                    at += jump(now, Integer.compareUnsigned(accumulator, now.constant()) >= 0);
                case BpfInstruction.RETURN -> {
                    return new Verdict(now.constant());
                }
                default -> throw new IllegalArgumentException("unknown instruction " + now);
            }
        }
    }

    private static int jump(BpfInstruction instruction, boolean holds) {
        return holds ? instruction.jumpTrue() : instruction.jumpFalse();
    }

    private static int load(int offset, int architecture, int number, long[] arguments) {
        return switch (offset) {
            case FilterCompiler.NUMBER -> number;
            case FilterCompiler.ARCH -> architecture;
            default -> argument(offset - FilterCompiler.ARGUMENTS, arguments);
        };
    }

    private static int argument(int offset, long[] arguments) {
        int index = offset / Long.BYTES;
        long value = index < arguments.length ? arguments[index] : 0;
        return (int) (offset % Long.BYTES == 0 ? value : value >>> Integer.SIZE);
    }
}
