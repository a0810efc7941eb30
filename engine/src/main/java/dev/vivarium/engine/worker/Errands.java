package dev.vivarium.engine.worker;

import dev.vivarium.engine.link.Message;
import dev.vivarium.engine.link.Message.FromHost;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the host wants of the functions that one script has given to it: {@link Message.Invoke} and
 * {@link Message.Forget}, until the script waits and does them. Added by the link's thread, taken by the script's.
 */
final class Errands {

    /** Errands that wait while others run in turn; more wait until one is done. Each takes some of the stack. */
    private static final int MOST_NESTED = 16;

    private final Queue<FromHost> urgent = new ConcurrentLinkedQueue<>();

    /** Those for when nothing of the script is under way. */
    private final Queue<FromHost> patient = new ConcurrentLinkedQueue<>();

    /** How many are under way, each waiting for the next; for the script's thread. */
    private int nested;

    /** Whether the script waits with nothing under way. Set before it looks for errands, read after one was added. */
    private volatile boolean idle;

    /** Adds one; gives whether a script that waits now could do it. */
    boolean add(FromHost errand) {
        boolean isPatient =
                errand instanceof Message.Invoke invoke ? invoke.patient() : ((Message.Forget) errand).patient();
        (isPatient ? patient : urgent).add(errand);
        return !isPatient || idle;
    }

    /** The next that can be done; null if there is none. {@code nothingElse}: nothing of the script is under way. */
    @Nullable
    FromHost next(boolean nothingElse) {
        idle = nothingElse;
        FromHost first = nested < MOST_NESTED ? urgent.poll() : null;
        return first == null && nothingElse ? patient.poll() : first;
    }

    /** One is being done from here to {@link #end}. */
    void begin() {
        nested++;
        idle = false;
    }

    /** It is done. */
    void end() {
        nested--;
    }
}
