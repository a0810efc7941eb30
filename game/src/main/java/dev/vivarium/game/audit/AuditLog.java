package dev.vivarium.game.audit;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps entries for ever. Safe for use by any thread; nothing here waits. */
public interface AuditLog {

    /** Writes one, and logs it. */
    void write(AuditEntry entry);

    /** Says how it ended, and logs it. */
    void end(AuditEntry entry, String outcome);

    /** The number of the next entry. */
    long nextId();

    /** The last ones, oldest first. */
    CompletionStage<List<AuditEntry>> last(int most);
}
