package dev.vivarium;

import java.util.Optional;

/** Finds the objects again that stored delays name. Called on threads of Vivarium's. */
@FunctionalInterface
public interface DurableResolver {

    /**
     * The object that is called {@code name}, for a script of {@code owner}.
     *
     * @param name what {@link DurableCapability#durableName} gave when the delay was stored
     * @return empty if there is none any more: then the delay is over, its script does not run, and the log says so
     *     (DL-24). If this throws, the delay is tried again in a minute
     */
    Optional<Object> resolve(String owner, String name);
}
