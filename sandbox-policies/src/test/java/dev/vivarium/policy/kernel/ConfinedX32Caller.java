package dev.vivarium.policy.kernel;

/** Confines itself and then makes a call through the x32 ABI, which a filter that forgets it would let pass. */
final class ConfinedX32Caller {
    private ConfinedX32Caller() {}

    /** No arguments. */
    public static void main(String[] arguments) {
        Kernel kernel = Kernel.open();
        Confinement.apply(
                ConfinementPlan.builder().readable(NeededPaths.byThisJvm()).build());
        Attempts.raw("x32", kernel, FilterCompiler.X32_BIT | Syscall.GETPID.number());
    }
}
