package dev.vivarium.remote.client;

import dev.vivarium.remote.BadJsonException;
import dev.vivarium.remote.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what handles ask of the server; what is too much at a time, again. Safe for use by any thread; never blocks. */
final class SentWishes implements RemoteTask.Wishes {

    private static final Logger LOG = LoggerFactory.getLogger(SentWishes.class);

    /** What is refused because it is too much at a time is asked again so much later. */
    private static final long AGAIN_SECONDS = 1;

    private static final int TOO_MUCH = 429;

    private final Wire wire;
    private final ScheduledExecutorService timer;

    /** @param timer shut down when the connection is lost */
    SentWishes(Wire wire, ScheduledExecutorService timer) {
        this.wire = wire;
        this.timer = timer;
    }

    @Override
    public void kill(long number) {
        post("/v1/tasks/" + number + "/kill", Json.object());
    }

    @Override
    public void answer(long number, long question, Optional<String> answer) {
        post(
                "/v1/tasks/" + number + "/questions/" + question,
                answer.isPresent() ? Json.object("answer", answer.get()) : Json.object("cancel", true));
    }

    private void post(String path, Map<String, @Nullable Object> body) {
        Thread.ofVirtual().name("vivarium-remote-wish").start(() -> {
            try {
                var _ = wire.send("POST", path, body);
            } catch (RemoteException refused) {
                refused(refused, path, body);
            } catch (BadJsonException odd) {
                LOG.warn("POST {}: an answer of the server can't be read", path);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The task or the question may be over by now; but what was only too much at a time is asked again. */
    private void refused(RemoteException refused, String path, Map<String, @Nullable Object> body) {
        if (refused.status() != TOO_MUCH) {
            LOG.debug("POST {}: {}", path, refused.getMessage());
            return;
        }
        try {
            var _ = timer.schedule(() -> post(path, body), AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException over) {
            LOG.debug("POST {}: the connection is lost", path);
        }
    }
}
