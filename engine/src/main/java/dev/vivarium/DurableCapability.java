package dev.vivarium;

/**
 * A host object that its host can find again by a name, also in another life of its process: so a script that holds it
 * may give it to a stored delay. Any other object is refused there. See {@link VivariumBuilder#durable}.
 */
public interface DurableCapability {

    /** The name, from 1 to 1,000 characters; asked for when a delay is stored, by any thread. */
    String durableName();
}
