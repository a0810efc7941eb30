package dev.vivarium.policy.kernel;

import java.lang.foreign.Arena;

/** Confines itself to 512 MB of data and then asks for twice that beside the Java heap. */
final class ConfinedGlutton {
    private static final long LIMIT = 512L << 20;

    private ConfinedGlutton() {}

    /** No arguments. */
    public static void main(String[] arguments) {
        ConfinementPlan plan = ConfinementPlan.builder()
                .readable(NeededPaths.byThisJvm())
                .limit(Resource.DATA, Limit.atMost(LIMIT))
                .limit(Resource.CPU_SECONDS, Limit.unlimited())
                .build();
        Attempts.report("limits", Confinement.apply(plan).limits().toString());
        try (Arena arena = Arena.ofConfined()) {
            Attempts.report("allocated", "ok " + arena.allocate(2 * LIMIT).byteSize());
        } catch (OutOfMemoryError e) {
            Attempts.report("allocated", "refused");
        }
    }
}
