package dev.vivarium.policy.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns a filter into classic BPF.
 *
 * <p>Every rule becomes a block that stands alone: it loads what it compares and falls out at its end when it doesn't
 * match. So no jump crosses a rule and none can be too far. The price, a walk along the list, isn't paid for calls that
 * are allowed whatever their arguments: since Linux 5.11 the kernel remembers those in a bitmap.
 */
final class FilterCompiler {
    /** AUDIT_ARCH_X86_64: EM_X86_64 (62), 64 bits, little endian. */
    static final int ARCH_X86_64 = 0xc000_003e;
    /** The bit of a call's number that asks for the x32 ABI; numbers with it would slip past a table of x86_64. */
    static final int X32_BIT = 0x4000_0000;

    /** Offsets in struct seccomp_data. */
    static final int NUMBER = 0;

    static final int ARCH = 4;
    static final int ARGUMENTS = 16;

    private FilterCompiler() {}

    static List<BpfInstruction> compile(SyscallFilter filter) {
        List<BpfInstruction> program = new ArrayList<>(preamble());
        for (SyscallRule rule : filter.rules()) {
            program.addAll(block(rule));
        }
        program.add(BpfInstruction.answer(filter.otherwise()));
        return List.copyOf(program);
    }

    /** Numbers mean nothing before the architecture is known; a guest that tries another one is attacking. */
    private static List<BpfInstruction> preamble() {
        return List.of(
                BpfInstruction.load(ARCH),
                new BpfInstruction(BpfInstruction.JUMP_IF_EQUAL, 1, 0, ARCH_X86_64),
                BpfInstruction.answer(Verdict.KILL_PROCESS),
                BpfInstruction.load(NUMBER),
                BpfInstruction.unlessAtLeastSkip(X32_BIT, 1),
                BpfInstruction.answer(Verdict.KILL_PROCESS));
    }

    private static List<BpfInstruction> block(SyscallRule rule) {
        List<BpfInstruction> end = new ArrayList<>();
        end.add(BpfInstruction.answer(rule.verdict()));
        for (ArgumentCheck check : rule.checks().reversed()) {
            end.addAll(0, compare(check, end.size()));
        }
        end.addAll(0, equal(NUMBER, rule.number(), end.size()));
        return end;
    }

    private static List<BpfInstruction> compare(ArgumentCheck check, int toEnd) {
        int low = ARGUMENTS + Long.BYTES * check.index();
        return switch (check) {
            case ArgumentCheck.Null ignored -> {
                List<BpfInstruction> high = equal(low + Integer.BYTES, 0, toEnd);
                List<BpfInstruction> both = new ArrayList<>(equal(low, 0, toEnd + high.size()));
                both.addAll(high);
                yield both;
            }
            case ArgumentCheck.LowBits(int index, int mask, int value) when mask == ~0 -> equal(low, value, toEnd);
            case ArgumentCheck.LowBits(int index, int mask, int value) ->
                List.of(
                        BpfInstruction.load(low),
                        BpfInstruction.and(mask),
                        BpfInstruction.unlessEqualSkip(value, toEnd));
        };
    }

    private static List<BpfInstruction> equal(int offset, int value, int toEnd) {
        return List.of(BpfInstruction.load(offset), BpfInstruction.unlessEqualSkip(value, toEnd));
    }
}
