package dev.vivarium;

/** How the API finds the engine behind it without depending on it. Not for users. */
public interface VivariumProvider {

    /** Opens an engine. */
    Vivarium open(VivariumBuilder.Settings settings);

    /** See {@link VivariumBuilder#prepare()}. */
    boolean prepare(VivariumBuilder.Settings settings);

    /** See {@link TimeSource#system()}. */
    TimeSource systemTime();
}
