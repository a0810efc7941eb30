package dev.vivarium.game.task;

import dev.vivarium.Question;

/** Who sees what a script prints and asks. Called by the game's thread. */
public interface Viewer {

    /** It has printed something. */
    void output(String text);

    /** It has asked something. */
    void question(Question question);
}
