package dev.vivarium.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.vivarium.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of delays, which db-scheduler keeps: what is due is found, called by one host at a time, and called again if
 * that host dies. A delay may have several timers in its life; the newest counts, so none ever need be moved.
 */
final class Timers {

    private static final String TASK = "delay";

    /** How late a delay may be; a query each. */
    private static final Duration POLL = Duration.ofMillis(100);

    /** A host that says nothing for so long, times the number below, is dead. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final int HEARTBEATS = 4;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /** How long a close waits for runs to say what came of them. */
    private static final Duration AT_CLOSE = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final CustomTask<Void> task;

    /** What is called when a timer is due. */
    @FunctionalInterface
    interface Alarm {
        /** Does all there is to do, and says what becomes of the timer. */
        CompletionHandler<Void> due(long id, long timer);
    }

    Timers(Database database, TimeSource time, int atOnce, Alarm alarm) {
        task = Tasks.custom(TASK, Void.class)
                .onFailure(again(time))
                .onDeadExecution((complete, operations) -> operations.reschedule(complete, time.now()))
                .execute((instance, _) -> {
                    String[] numbers = instance.getId().split("\\.", 2);
                    return alarm.due(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
                });
        scheduler = database.dialect()
                .polling(Scheduler.create(database, task)
                        .tableName(Schema.TIMERS)
                        .serializer(new NoData())
                        .clock(time::now)
                        .alwaysPersistTimestampInUTC()
                        .threads(atOnce)
                        .executorService(atMost(atOnce))
                        .pollingInterval(POLL)
                        .heartbeatInterval(HEARTBEAT)
                        .missedHeartbeatsLimit(HEARTBEATS)
                        .shutdownMaxWait(AT_CLOSE))
                .build();
    }

    /**
     * The scheduler leaves it to its threads how many are called at a time. Whoever has one more waits, which is the
     * thread that looks for what is due: it finds nothing else until there is room.
     */
    private static ExecutorService atMost(int atOnce) {
        return new ThreadPoolExecutor(
                0,
                atOnce,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofVirtual().name("vivarium-stored-", 0).factory(),
                Timers::await);
    }

    private static void await(Runnable call, ThreadPoolExecutor full) {
        try {
            full.getQueue().put(call);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("the store of delays is being closed", closing);
        }
    }

    /** The store failed: what had begun is not over. */
    private static FailureHandler<Void> again(TimeSource time) {
        return (complete, operations) ->
                operations.reschedule(complete, time.now().plus(AFTER_FAILURE));
    }

    /** Timers carry no data: nothing in the database is ever turned into objects by name. */
    private static final class NoData implements Serializer {

        @Override
        public byte[] serialize(@Nullable Object data) {
            return new byte[0];
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte[] data) {
            return null;
        }
    }

    /** Sets a timer; within a transaction of the database, as part of that. */
    void set(long id, long timer, Instant at) {
        scheduler.schedule(new TaskInstance<>(TASK, name(id, timer)), at);
    }

    /** Takes a timer back, if it is not being called. */
    void unset(long id, long timer) {
        try {
            scheduler.cancel(TaskInstanceId.of(TASK, name(id, timer)));
        } catch (TaskInstanceException tooLate) {
            // It will find that it means nothing any more.
        }
    }

    private static String name(long id, long timer) {
        return id + "." + timer;
    }

    void start() {
        scheduler.start();
    }

    /** Looks at once for what is due. */
    void look() {
        scheduler.triggerCheckForDueExecutions();
    }

    void stop() {
        scheduler.stop();
    }
}
