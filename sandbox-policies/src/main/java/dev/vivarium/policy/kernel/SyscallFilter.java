package dev.vivarium.policy.kernel;

import java.util.List;

/** Rules for system calls, asked in order, and what happens to a call that none of them names. */
record SyscallFilter(List<SyscallRule> rules, Verdict otherwise) {
    SyscallFilter {
        rules = List.copyOf(rules);
    }
}
