package dev.vivarium.engine.worker;

/** What a JVM tells of its heap, in bytes and counts. Cheap enough to be asked at each change of turns. Any thread. */
interface Heap {

    /** Bytes of the old generation, garbage included. */
    long oldBytes();

    /** Bytes of the old generation that its last collection left; 0 before the first. */
    long oldBytesAfterCollection();

    /** Bytes of objects that no collection has looked at yet, garbage included; 0 where that can't be told. */
    long edenBytes();

    /** Bytes of objects that collections have looked at and not made old yet; 0 where that can't be told. */
    long survivorBytes();

    /** How often garbage was collected, in whichever generation. */
    long collections();

    /** How often the old generation was collected. */
    long oldCollections();
}
