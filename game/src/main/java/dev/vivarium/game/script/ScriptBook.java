package dev.vivarium.game.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All scripts, by number and by what they are on. For the game's thread alone. */
final class ScriptBook {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptBook.class);

    private final ScriptStore store;
    private final Map<Long, StoredScript> scripts = new LinkedHashMap<>();
    private long lastId;

    /** Those that {@code store} keeps. Waits for the disk. */
    ScriptBook(ScriptStore store) {
        this.store = store;
        store.loadScripts().forEach(script -> scripts.put(script.id(), script));
        lastId = store.lastId();
    }

    long nextId() {
        return ++lastId;
    }

    Optional<StoredScript> find(long id) {
        return Optional.ofNullable(scripts.get(id));
    }

    List<StoredScript> all() {
        return List.copyOf(scripts.values());
    }

    /** Those that run when {@code kind} happens. */
    Stream<StoredScript> on(Trigger.Kind kind) {
        return all().stream()
                .filter(script -> script.trigger().kind() == kind && script.state() == StoredScript.State.ON);
    }

    Stream<StoredScript> on(Trigger.Kind kind, long entity) {
        return on(kind).filter(script -> script.entity() == entity);
    }

    List<StoredScript> of(String author) {
        return all().stream().filter(script -> script.author().equals(author)).toList();
    }

    /** Adds or changes one; done when it is on the disk. */
    CompletionStage<Void> put(StoredScript script) {
        scripts.put(script.id(), script);
        return logged(store.save(script));
    }

    /** Changes one that still is as it was known: what ended a moment too late changes nothing. */
    void replace(StoredScript before, StoredScript after) {
        StoredScript known = scripts.get(before.id());
        if (known != null && known.source().equals(before.source()) && !after.equals(known)) {
            put(after);
        }
    }

    CompletionStage<Void> remove(long id) {
        return scripts.remove(id) == null ? CompletableFuture.completedStage(null) : logged(store.delete(id));
    }

    private static CompletionStage<Void> logged(CompletionStage<Void> stored) {
        return stored.whenComplete((_, failed) -> {
            if (failed != null) {
                LOG.error("a script could not be stored", failed);
            }
        });
    }
}
