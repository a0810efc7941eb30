package dev.vivarium.handle;

import dev.vivarium.ScriptEvent;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscriber that wants every event, and is not harmed by its own errors. */
public final class EveryEvent implements Flow.Subscriber<ScriptEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(EveryEvent.class);

    private final long task;
    private final Consumer<? super ScriptEvent> callback;
    private boolean hasThrown;

    /** @param task names the task in log entries */
    public EveryEvent(long task, Consumer<? super ScriptEvent> callback) {
        this.task = task;
        this.callback = callback;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ScriptEvent event) {
        try {
            callback.accept(event);
        } catch (RuntimeException thrown) {
            if (!hasThrown) {
                // Once: a script chooses how many events there are.
                LOG.error("task {}: a listener to events threw; what else it throws is not logged", task, thrown);
            }
            hasThrown = true;
        }
    }

    @Override
    public void onError(Throwable impossible) {
        throw new AssertionError("this one asks for more than nothing", impossible);
    }

    @Override
    public void onComplete() {
        // Whoever wants to know when a task ends asks for its outcome.
    }
}
