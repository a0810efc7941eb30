package dev.vivarium.engine.pool;

import dev.vivarium.engine.link.Message;
import java.util.List;

/** Makes workers of one kind. */
interface Launcher {

    /**
     * Begins to start a worker and returns at once; what becomes of it is told to {@code listener}.
     *
     * @param number names it in threads and logs
     */
    Hand launch(int number, Listener listener);

    /** Whether its workers can hang without this JVM hanging too, so that asking them for a sign of life makes sense. */
    boolean needsPings();

    /** What the host can do with a worker that was launched; safe for use by any thread, never blocks. */
    interface Hand {

        /** Sends a message; one to a worker that is gone is dropped. */
        void send(Message.FromHost message);

        /** Ends it at once, whatever it does. {@link Listener#gone} follows. */
        void kill(String reason);

        /**
         * Has one of its threads go after others from now on, if that can be done.
         *
         * @param thread what it says that the kernel's number of that thread is; 0 for none
         */
        void holdBack(long thread);

        /** The memory that its process holds now, in bytes; 0 if it has no process of its own, or nobody can tell. */
        long residentBytes();
    }

    /** Hears what becomes of a worker, in order, on threads of the launcher's. May block to slow the worker down. */
    interface Listener {

        /** It takes scripts from now on; {@code walls} says what confines it. */
        void ready(List<String> walls);

        /** It said something; never before {@link #ready}. */
        void message(Message.FromWorker message);

        /** It is gone for good: always the last call, and made exactly once. */
        void gone(Death death);
    }

    /**
     * Why a worker is gone.
     *
     * @param reason for people
     * @param outOfMemory whether it ended because its heap was full
     */
    record Death(String reason, boolean outOfMemory) {}
}
