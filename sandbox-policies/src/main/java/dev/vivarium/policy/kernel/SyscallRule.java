package dev.vivarium.policy.kernel;

import java.util.List;

/**
 * One line of a filter: a call whose arguments pass every check meets the verdict. Several rules may name the same call;
 * the first that matches counts.
 */
record SyscallRule(int number, List<ArgumentCheck> checks, Verdict verdict) {
    SyscallRule {
        checks = List.copyOf(checks);
    }

    static SyscallRule allow(Syscall call, ArgumentCheck... checks) {
        return new SyscallRule(call.number(), List.of(checks), Verdict.ALLOW);
    }

    static SyscallRule refuse(Syscall call, int errno) {
        return new SyscallRule(call.number(), List.of(), Verdict.errno(errno));
    }
}
