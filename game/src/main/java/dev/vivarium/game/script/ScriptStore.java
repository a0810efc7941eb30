package dev.vivarium.game.script;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where scripts are kept. */
public interface ScriptStore {

    /** All of them. Waits for the disk; only for the start. */
    List<StoredScript> loadScripts();

    /** The highest number that was ever given. Waits for the disk; only for the start. */
    long lastId();

    /** Stores one, new or changed; done when it is on the disk. */
    CompletionStage<Void> save(StoredScript script);

    /** Forgets one. */
    CompletionStage<Void> delete(long id);
}
