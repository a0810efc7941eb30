package dev.vivarium.engine.capability;

import dev.vivarium.CapabilityException;
import dev.vivarium.Outcome;
import dev.vivarium.engine.link.Message.Answer;
import dev.vivarium.engine.link.Message.Call;
import dev.vivarium.engine.link.Message.Face;
import dev.vivarium.engine.link.Message.FromHost;
import dev.vivarium.engine.link.Message.Reply;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
    private static final int LONGEST_LABEL = 100;

    /** Under this number, a script asks for what every script may ask of its host. */
    private static final long SERVICES = 0;

    private final long task;
    private final Map<String, Object> granted;
    private final Executor executor;
    private final Pace pace;
    private final HostObjects objects = new HostObjects();
    private final Functions functions;
    private volatile @Nullable Object services;

    /**
     * The objects by the variables under which the script finds them.
     *
     * @param executor where their members are called
     */
    public TaskCapabilities(long task, Map<String, Object> objects, Executor executor) {
        this(task, objects, executor, Pace.FREE);
    }

    /**
     * The same, of a task whose steps wait for somebody.
     *
     * @param pace when they run
     */
    public TaskCapabilities(long task, Map<String, Object> objects, Executor executor, Pace pace) {
        this.task = task;
        this.pace = pace;
        this.granted = Map.copyOf(objects);
        this.executor = executor;
        functions = new Functions(task, this.objects);
    }

    /** Sets what answers the script's requests to its host; its exported methods never run on the executor. */
    public void services(Object exporting) {
        services = exporting;
    }

    /** Where messages to the script go: called by any thread, must not block. */
    public void connect(Consumer<FromHost> outbox) {
        functions.connect(pace.through(outbox));
    }

    /** What is wrong with the objects, naming the variable; empty if nothing. */
    public Optional<String> problem() {
        return granted.entrySet().stream()
                .filter(entry -> Exported.of(entry.getValue().getClass()).isEmpty())
                .map(entry -> "capability '" + entry.getKey() + "' exports nothing: "
                        + entry.getValue().getClass().getName() + " has no public member with @HostAccess.Export")
                .findFirst();
    }

    /** What the script may know of them. */
    public List<Face> faces() {
        return granted.entrySet().stream()
                .map(entry -> under(entry.getKey(), objects.introduce(entry.getKey(), entry.getValue())))
                .toList();
    }

    /** One object may be there under several names, and is one for the script as well. */
    private static Face under(String variable, Face face) {
        return new Face(face.object(), variable, face.attributes(), face.methods());
    }

    /** When the steps of the task run. */
    public Pace pace() {
        return pace;
    }

    /** A function that the host has called is over; false if none was called under that number. */
    public boolean invoked(long number, Outcome outcome) {
        pace.invoked(number);
        return functions.answered(number, outcome);
    }

    /** The script has left its worker; {@code why} is what callers of its functions are told. */
    public void gone(Outcome.Problem why) {
        functions.gone(why);
        objects.clear();
        pace.gone();
    }

    /** The same, of a script that came to its end as it should. */
    public void ended() {
        gone(Functions.ended());
    }

    /** Makes the call and gives its answer to {@code answers}, on any thread. Neither if the script is gone meanwhile. */
    public void use(Call call, Consumer<Answer> answers) {
        pace.moves();
        if (call.object() == SERVICES) {
            Thread.ofVirtual().name("vivarium-service").start(() -> make(call, answers));
            return;
        }
        try {
            executor.execute(() -> {
                if (!functions.isGone()) {
                    make(call, answers);
                }
            });
        } catch (RejectedExecutionException refused) {
            LOG.error("task {}: the executor for capabilities refused a call", task, refused);
            answers.accept(new Answer(task, call.call(), failure()));
        }
    }

    private void make(Call call, Consumer<Answer> answers) {
        Inward inward = new Inward(objects, functions);
        Object result;
        try {
            result = result(call, inward);
        } catch (Throwable thrown) {
            answers.accept(new Answer(task, call.call(), inward.kept(), failure(call, thrown)));
            rethrowIfFatal(thrown);
            return;
        }
        if (result instanceof CompletionStage<?> later) {
            pace.waits();
            later.whenComplete((value, thrown) -> {
                pace.moves();
                answers.accept(new Answer(
                        task,
                        call.call(),
                        inward.kept(),
                        thrown == null ? reply(call, value) : failure(call, cause(thrown))));
            });
        } else {
            Reply reply = reply(call, result);
            answers.accept(new Answer(task, call.call(), inward.kept(), reply));
        }
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private Reply reply(Call call, @Nullable Object result) {
        try {
            return new Reply.Value(objects.outward(label(call) + (call.arguments() == null ? "" : "()"), result));
        } catch (RuntimeException | StackOverflowError unfit) {
            return failure(call, unfit);
        }
    }

    private String label(Call call) {
        Object target = target(call);
        String name = target == null || call.object() == SERVICES
                ? "host"
                : objects.introduce("object", target).label();
        return cut(name + "." + call.member(), LONGEST_LABEL);
    }

    private Reply failure(Call call, Throwable thrown) {
        if (thrown instanceof CapabilityException told) {
            return new Reply.Failure(told.type(), cut(String.valueOf(told.getMessage())));
        }
        if (thrown instanceof IndexOutOfBoundsException && call.member().equals("get")) {
            // Python's own iteration over an indexed object ends with this error.
            return new Reply.Failure("IndexError", "index out of range");
        }
        if (call.object() == SERVICES) {
            // Nothing of the host's has failed: the script has asked for nonsense.
            LOG.debug("task {}: {} failed", task, label(call), thrown);
        } else {
            LOG.warn("task {}: capability {} failed", task, label(call), thrown);
        }
        return failure();
    }

    private static void rethrowIfFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    private @Nullable Object target(Call call) {
        return call.object() == SERVICES ? services : objects.get(call.object());
    }

    private @Nullable Object result(Call call, Inward inward) throws Throwable {
        Object target = target(call);
        if (target == null) {
            throw new CapabilityException("NameError", "there is no such capability");
        }
        Exported exported = Exported.of(target.getClass());
        List<@Nullable Object> arguments = inward.positional(call);
        try {
            return arguments == null ? read(exported, target, call) : invoke(exported, target, call, arguments);
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

    private @Nullable Object invoke(Exported exported, Object target, Call call, List<@Nullable Object> arguments)
            throws ReflectiveOperationException {
        if (!call.keywords().isEmpty()) {
            throw new CapabilityException("TypeError", label(call) + "() takes no keyword arguments");
        }
        Method method = Arguments.choose(exported.methods(call.member()), arguments);
        if (method == null) {
            throw Arguments.misfit(label(call), arguments.size());
        }
        return method.invoke(target, Arguments.fit(method, arguments));
    }

    private static Reply failure() {
        return new Reply.Failure("RuntimeError", "the capability failed");
    }

    private static String cut(String text) {
        return cut(text, LONGEST_MESSAGE);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
