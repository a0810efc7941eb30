package dev.vivarium.remote.server;

/** One server-sent event; ids count up from 1 for each client. */
record Message(long id, String kind, String data) {

    String text() {
        return "id: " + id + "\nevent: " + kind + "\ndata: " + data + "\n\n";
    }

    /** About how much of the heap it takes, in bytes. */
    long bytes() {
        return 100 + 2L * data.length();
    }
}
