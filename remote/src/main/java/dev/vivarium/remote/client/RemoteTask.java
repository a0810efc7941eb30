package dev.vivarium.remote.client;

import dev.vivarium.Outcome;
import dev.vivarium.Overflow;
import dev.vivarium.Question;
import dev.vivarium.Script;
import dev.vivarium.ScriptEvent;
import dev.vivarium.TaskId;
import dev.vivarium.TaskState;
import dev.vivarium.TimeSource;
import dev.vivarium.handle.OpenOnes;
import dev.vivarium.handle.TaskHandle;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * The handle of a task that a task server runs. As any other, with these differences: its {@link #id()} counts the tasks
 * of this connection, and {@link #remoteId()} is the server's; {@link #state()} follows a quarter of a second later; and
 * no script waits for a listener that is elsewhere, so what a slow one has not taken of the events waits here, whatever
 * its {@link Overflow}, but for {@link Overflow#DROP_OLDEST}. Safe for use by any thread.
 */
public final class RemoteTask extends TaskHandle {

    private final Wishes wishes;
    private final Reported reported = new Reported(delivery());
    private final OpenOnes<RemoteQuestion> questions = new OpenOnes<>();

    /** The server's number for it; completes exceptionally if it never gets one. */
    private final CompletableFuture<Long> accepted = new CompletableFuture<>();

    private volatile boolean resident = true;

    /** What a handle asks of its connection. None of it blocks. */
    interface Wishes {
        /** That the task die. */
        void kill(long remoteId);

        /** That a question be answered; empty to cancel it. */
        void answer(long remoteId, long question, Optional<String> answer);
    }

    RemoteTask(TaskId id, Optional<TaskId> parent, Script script, Wishes wishes) {
        // The server has cut what its task may print.
        super(id, parent, script, TimeSource.system(), Integer.MAX_VALUE);
        this.wishes = wishes;
    }

    // ---- what the connection does with it --------------------------------------------------------------------

    void accepted(long remoteId) {
        accepted.complete(remoteId);
    }

    void printed(String text) {
        printed().append(text);
    }

    void reported(ScriptEvent event) {
        reported.add(event);
    }

    /** It was in that state a moment ago; short ones in between are not told. */
    void became(TaskState next) {
        become(next, now -> !(now instanceof TaskState.Done));
    }

    void asked(long number, String text) {
        questions.add(new RemoteQuestion(number, text, this::answer));
    }

    private void answer(RemoteQuestion question, Optional<String> answer) {
        questions.remove(question);
        accepted.thenAccept(number -> wishes.answer(number, question.number(), answer));
    }

    /** Somebody has answered it, or its time is over. */
    void answered(long number) {
        questions.all().stream().filter(one -> one.number() == number).forEach(this::over);
    }

    private void over(RemoteQuestion question) {
        question.close();
        questions.remove(question);
    }

    void started(RemoteTask child) {
        addNested(child);
    }

    /** It has ended; its script may stay. False if it had ended before. */
    boolean end(Outcome outcome) {
        boolean ended = settle(outcome, () -> {});
        if (ended) {
            complete(outcome);
        }
        return ended;
    }

    /** Nothing of its script is left. */
    void left() {
        resident = false;
        silence();
        reported.close();
        questions.all().forEach(this::over);
    }

    // ---- what the caller does with it ------------------------------------------------------------------------

    /** The server's number for it, which it is called by there; empty until the server has taken it. */
    public OptionalLong remoteId() {
        return accepted.isDone() && !accepted.isCompletedExceptionally()
                ? OptionalLong.of(accepted.join())
                : OptionalLong.empty();
    }

    @Override
    public boolean isResident() {
        return resident;
    }

    @Override
    public boolean kill() {
        boolean open = !isDone() || resident;
        if (open) {
            accepted.thenAccept(wishes::kill);
        }
        return open;
    }

    @Override
    protected void listen(Executor executor, Overflow overflow, Flow.Subscriber<? super ScriptEvent> subscriber) {
        reported.listen(executor, overflow, subscriber);
    }

    @Override
    protected OpenOnes<? extends Question> openQuestions() {
        return questions;
    }
}
