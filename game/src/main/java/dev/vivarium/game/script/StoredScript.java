package dev.vivarium.game.script;

/**
 * A script on something; immutable.
 *
 * @param id its number, which no other script ever gets
 * @param entity the number of what it is on
 * @param trigger what sets it off
 * @param source Python
 * @param author the account that wrote it, and with whose rights it acts
 * @param state whether it runs
 * @param failures how often it has failed in a row
 * @param lastError in one line, or why it was rejected; empty if there was none since it was written
 */
public record StoredScript(
        long id,
        long entity,
        Trigger trigger,
        String source,
        String author,
        State state,
        int failures,
        String lastError) {

    /** Whether a script runs. */
    public enum State {
        /** When it is set off. */
        ON,
        /** Not before an admin has approved it. */
        WAITING,
        /** Never, as it is: an admin has said why. */
        REJECTED,
        /** Not before its author switches it on again. */
        OFF
    }

    StoredScript written(String changed, State then) {
        return new StoredScript(id, entity, trigger, changed, author, then, 0, "");
    }

    StoredScript in(State changed) {
        return new StoredScript(id, entity, trigger, source, author, changed, 0, lastError);
    }

    StoredScript rejected(String reason) {
        return new StoredScript(id, entity, trigger, source, author, State.REJECTED, 0, reason);
    }

    StoredScript failed(String error, State then) {
        return new StoredScript(id, entity, trigger, source, author, then, failures + 1, error);
    }

    StoredScript recovered() {
        return new StoredScript(id, entity, trigger, source, author, state, 0, lastError);
    }
}
