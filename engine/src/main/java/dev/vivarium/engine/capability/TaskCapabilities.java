package dev.vivarium.engine.capability;

import dev.vivarium.CapabilityException;
import dev.vivarium.engine.link.Message.Answer;
import dev.vivarium.engine.link.Message.Call;
import dev.vivarium.engine.link.Message.Face;
import dev.vivarium.engine.link.Message.Reply;
import dev.vivarium.policy.Limits;
import dev.vivarium.value.Values;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host objects that one task may use. Every call comes from a worker that may be hostile: what it names is looked
 * up among what is exported, and nothing else exists. Safe for use by any thread.
 */
public final class TaskCapabilities {

    private static final Logger LOG = LoggerFactory.getLogger(TaskCapabilities.class);
    private static final int LONGEST_MESSAGE = 1_000;

    private final long task;
    private final Map<String, Object> objects;
    private final Executor executor;

    /**
     * The objects by the variables under which the script finds them.
     *
     * @param executor where their members are called
     */
    public TaskCapabilities(long task, Map<String, Object> objects, Executor executor) {
        this.task = task;
        this.objects = Map.copyOf(objects);
        this.executor = executor;
    }

    /** What is wrong with the objects, naming the variable; empty if nothing. */
    public Optional<String> problem() {
        return objects.entrySet().stream()
                .filter(entry -> Exported.of(entry.getValue().getClass()).isEmpty())
                .map(entry -> "capability '" + entry.getKey() + "' exports nothing: "
                        + entry.getValue().getClass().getName() + " has no public member with @HostAccess.Export")
                .findFirst();
    }

    /** What the script may know of them. */
    public List<Face> faces() {
        return objects.entrySet().stream()
                .map(entry -> Exported.of(entry.getValue().getClass()).face(entry.getKey()))
                .toList();
    }

    /** Makes the call on the executor and gives its answer to {@code answers}, on a thread of the executor. */
    public void use(Call call, Consumer<Answer> answers) {
        try {
            executor.execute(() -> answers.accept(new Answer(task, call.call(), reply(call))));
        } catch (RejectedExecutionException refused) {
            LOG.error("task {}: the executor for capabilities refused a call", task, refused);
            answers.accept(new Answer(task, call.call(), failure()));
        }
    }

    private Reply reply(Call call) {
        try {
            return new Reply.Value(Values.copy("the result of " + call.member(), result(call), Limits.DEEPEST_VALUE));
        } catch (CapabilityException told) {
            return new Reply.Failure(told.type(), cut(String.valueOf(told.getMessage())));
        } catch (Throwable thrown) {
            LOG.warn("task {}: capability {}.{} failed", task, cut(call.variable()), cut(call.member()), thrown);
            if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
                throw fatal;
            }
            return failure();
        }
    }

    private @Nullable Object result(Call call) throws Throwable {
        Object target = objects.get(call.variable());
        if (target == null) {
            throw new CapabilityException("NameError", "there is no such capability");
        }
        Exported exported = Exported.of(target.getClass());
        try {
            return call.arguments() == null
                    ? read(exported, target, call)
                    : invoke(exported, target, call, call.arguments());
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    private static @Nullable Object read(Exported exported, Object target, Call call)
            throws ReflectiveOperationException {
        Exported.Reader reader = exported.reader(call.member());
        if (reader == null) {
            throw new CapabilityException("AttributeError", "there is no such attribute");
        }
        return reader.read(target);
    }

    private static @Nullable Object invoke(
            Exported exported, Object target, Call call, List<@Nullable Object> arguments)
            throws ReflectiveOperationException {
        if (!call.keywords().isEmpty()) {
            throw new CapabilityException(
                    "TypeError", call.variable() + "." + call.member() + "() takes no keyword arguments");
        }
        Method method = Arguments.choose(exported.methods(call.member()), arguments);
        if (method == null) {
            throw Arguments.misfit(cut(call.variable()), cut(call.member()), arguments.size());
        }
        return method.invoke(target, Arguments.fit(method, arguments));
    }

    private static Reply failure() {
        return new Reply.Failure("RuntimeError", "the capability failed");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE);
    }
}
