package dev.vivarium.remote.server;

/** What the server has of one client. */
record Session(RemoteClient client, Hub hub, Watched tasks, Rate rate) {

    static Session of(RemoteClient client, TaskServerSettings.Bounds bounds) {
        Hub hub = new Hub(bounds.retainMessages(), bounds.maxStreams());
        return new Session(client, hub, new Watched(hub), new Rate(bounds.maxRequestsPerSecond()));
    }

    /** A quarter of a second is over; with {@code second} a whole one, too. */
    void tick(boolean second) {
        if (second) {
            rate.refill();
        }
        hub.tick();
        // May wait for a stream: never in the thread that ends that wait.
        Thread.ofVirtual().name("vivarium-watch").start(tasks::tick);
    }
}
