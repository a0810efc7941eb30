package dev.vivarium.policy.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs a command under a kernel that seems to lack some system calls: {@code WithoutSyscalls <call,call> <command...>}.
 * Calls have the kernel's names, such as {@code landlock_create_ruleset}; with {@code =0} behind the name a call isn't
 * missing but lies: it says that it worked and does nothing. Ends with the command's status.
 *
 * <p>The filter outlives the start of another program, because no program started under it can gain rights.
 */
public final class WithoutSyscalls {
    private static final long PR_SET_NO_NEW_PRIVS = 38;
    private static final String LIES = "=0";

    private WithoutSyscalls() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        List<String> command = Arrays.asList(arguments).subList(1, arguments.length);
        System.exit(run(List.of(arguments[0].split(",")), command));
    }

    static int run(List<String> calls, List<String> command) throws Exception {
        Kernel kernel = Kernel.open();
        kernel.call(Syscall.PRCTL, PR_SET_NO_NEW_PRIVS, 1);
        List<SyscallRule> rules = calls.stream().map(WithoutSyscalls::rule).toList();
        Seccomp.install(kernel, new SyscallFilter(rules, Verdict.ALLOW));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static SyscallRule rule(String call) {
        boolean lies = call.endsWith(LIES);
        String name = lies ? call.substring(0, call.length() - LIES.length()) : call;
        return SyscallRule.refuse(Syscall.valueOf(name.toUpperCase(Locale.ROOT)), lies ? 0 : Errno.ENOSYS);
    }
}
