package dev.vivarium.engine.link;

import java.io.IOException;

class MemoryLinkTest extends LinkContract {

    MemoryLinkTest() throws IOException {}

    @Override
    Ends connect() {
        MemoryChannel.Pair pair = MemoryChannel.pair();
        return new Ends(pair.left(), pair.right());
    }
}
