package dev.vivarium.web;

import dev.vivarium.ScriptTask;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What the page needs to know from the program that shows it. Called by many threads; must not block. */
public interface WebHost {

    /** The name that belongs to a token; empty if the token is not, or no longer, good. */
    CompletionStage<Optional<String>> nameOf(String token);

    /** What that account may do now; empty if it is no more. */
    CompletionStage<Optional<WebUser>> user(String name);

    /** Why that account may run no further script just now; empty if it may. */
    CompletionStage<Optional<String>> whyNot(String name);

    /** The page has started a task, which counts on its owner's account. */
    void started(ScriptTask task);

    /** The scripts that wait for an admin's approval, oldest first. */
    CompletionStage<List<WaitingScript>> waiting();

    /** An admin decides about one of them; gives what is wrong with that, if anything is. */
    CompletionStage<Optional<String>> decide(Verdict verdict);

    /** Writes down that somebody begins something; what is given back is to be told how it ended. */
    Consumer<String> begin(String where, String who, String what);

    /** The last lines of the audit log, the newest first. */
    CompletionStage<List<AuditLine>> audit(int most);

    /** Everything that is measured, in Prometheus' text format. */
    String metrics();
}
