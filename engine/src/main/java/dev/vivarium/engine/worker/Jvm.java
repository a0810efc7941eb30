package dev.vivarium.engine.worker;

import dev.vivarium.TimeSource;
import dev.vivarium.policy.kernel.ThreadPriority;

/** What a worker does about the JVM that it runs in: a worker's own is another matter than one it shares with a host. */
public enum Jvm {

    /** A host's: its threads and its processor time are its own affair. */
    SHARED {
        @Override
        boolean stackWasUsedUp() {
            return false;
        }

        @Override
        void goLater() {
            goLast();
        }

        @Override
        void goCompilerLater() {
            goLast();
        }

        @Override
        void goLast() {
            // Whoever lets scripts into its own JVM has not asked for system calls in it.
        }

        @Override
        long kernelThread() {
            return 0;
        }

        @Override
        int exercises() {
            return 0;
        }

        @Override
        HeapGrowth heapGrowth(TimeSource time) {
            return new HeapGrowth(() -> 0, Long.MAX_VALUE, () -> {}, time);
        }

        @Override
        Runnable nativeGrowth() {
            return () -> {};
        }
    },

    /** A worker process that interprets Python. */
    OWN {
        @Override
        int exercises() {
            return ENOUGH_EXERCISES;
        }
    },

    /** The process that makes a start cache: what it has compiled, workers that start from it compile first. */
    TRAINING {
        @Override
        int exercises() {
            return TRAINING_EXERCISES;
        }
    },

    /** A worker process that will have a script or two, and the first of them waits already. */
    BRIEF {
        @Override
        int exercises() {
            return 0;
        }

        @Override
        boolean warmsUp() {
            return false;
        }
    },

    /** A worker process that compiles it: its compilers have enough to do with the scripts that it was started for. */
    COMPILING {
        @Override
        int exercises() {
            return 0;
        }

        @Override
        boolean compilesPython() {
            return true;
        }

        @Override
        void goToWarmUp() {
            goLater();
        }
    };

    /** After so many contexts most of what makes them is compiled: the first takes 250 ms, the 200th a fifth of it. */
    private static final int ENOUGH_EXERCISES = 200;

    /** A worker makes a quarter more contexts a second in the end if its cache comes from so many, not from a few. */
    private static final int TRAINING_EXERCISES = 600;

    /** Whether the calling thread's stack was used to its end since this was last asked, as far as can be told. */
    boolean stackWasUsedUp() {
        return StackMark.wasReached();
    }

    /** The calling thread, and those that it starts, work from now on after those that somebody waits for. */
    void goLater() {
        ThreadPriority.later();
    }

    /** The JVM's own second compiler goes after scripts. */
    void goCompilerLater() {
        ThreadPriority.compilerLater();
    }

    /** The calling thread, and those that it starts, are about to make the worker ready for its first script. */
    void goToWarmUp() {
        // Somebody waits for most workers.
    }

    /** The calling thread works from now on only when no other has work. */
    void goLast() {
        ThreadPriority.last();
    }

    /** By what number the host may hold the calling thread back; 0 if there is none. */
    long kernelThread() {
        return ThreadPriority.callingThread();
    }

    /** What tells that the heap is full for good. */
    HeapGrowth heapGrowth(TimeSource time) {
        return HeapGrowth.ofThisJvm(time);
    }

    /** What is to be done at each look at a script that computes, lest much outside of the heap waits for a collection. */
    Runnable nativeGrowth() {
        return new NativeGrowth(NativeHeap::bytes, System::gc, NativeHeap::trim)::look;
    }

    /** Whether its first script waits until all is ready that any script needs. */
    boolean warmsUp() {
        return true;
    }

    /** Whether what scripts have in common is worth keeping because it gets compiled. */
    boolean compilesPython() {
        return false;
    }

    /** How many contexts are made and used for nothing, while nothing else is to be done. */
    abstract int exercises();
}
