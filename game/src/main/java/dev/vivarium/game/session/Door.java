package dev.vivarium.game.session;

/** Where connections come in. Called by the threads of connections. */
@FunctionalInterface
public interface Door {

    /** Somebody has connected. */
    Visitor arrive(Wire wire);

    /** What a connection tells of who is at its other end. Called by one thread. */
    interface Visitor {

        /**
         * A line was typed. Waits while too many lines of this connection have not been looked at yet.
         *
         * @return false if nobody listens any more
         */
        boolean line(String text) throws InterruptedException;

        /** Nothing more will come. */
        void left();
    }
}
