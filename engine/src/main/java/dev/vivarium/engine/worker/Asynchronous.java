package dev.vivarium.engine.worker;

import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * What asynchronous.py adds to a context whose script asks for it, and the dialogues that its script has begun there.
 * Used by the script's thread alone.
 */
final class Asynchronous {

    private static final String DOCSTRING = "__doc__";

    private final Context context;
    private final Source source;
    private @Nullable Prelude tools;
    private @Nullable Value dialogue;
    private long dialogues;
    private @Nullable Value failure;

    Asynchronous(Context context, Source source) {
        this.context = context;
        this.source = source;
    }

    /** What it is built from. */
    void tools(Prelude prelude) {
        tools = prelude;
    }

    /** Makes the modules; called by prelude.py at the first import of one. */
    @Nullable
    Object unpack(Value... none) {
        dialogue();
        return null;
    }

    /** Evaluates a script that yields at its top level, as far as its first yield. */
    void startDialogue(String script, String name) {
        dialogue().executeVoid(script, name);
    }

    private Value dialogue() {
        Value made = dialogue;
        if (made == null) {
            Prelude prelude = Objects.requireNonNull(tools, "set before any script runs");
            Value globals = context.getBindings("python");
            Value ofScript = globals.getMember(DOCSTRING);
            context.eval(source);
            globals.putMember(DOCSTRING, ofScript);
            Value build = Prelude.take(globals, "_vivarium_asynchronous");
            ProxyExecutable hold = new Guarded(this::hold);
            ProxyExecutable fail = new Guarded(this::fail);
            made = build.execute(
                    prelude.part(Prelude.USE),
                    prelude.part(Prelude.RETURN),
                    prelude.part(Prelude.SLEEP),
                    prelude.part(Prelude.IMPORT),
                    hold,
                    fail);
            dialogue = made;
        }
        return made;
    }

    /** One dialogue more or less. A script that miscounts has itself to blame: its lifetime is the host's affair. */
    private @Nullable Object hold(Value... arguments) {
        dialogues += arguments[0].asInt();
        return null;
    }

    private @Nullable Object fail(Value... arguments) {
        if (failure == null) {
            failure = arguments[0];
        }
        return null;
    }

    boolean converses() {
        return dialogues > 0 && failure == null;
    }

    /** The error that ended a dialogue after its first part, or null. */
    @Nullable
    Value failure() {
        return failure;
    }

    void reset() {
        dialogues = 0;
        failure = null;
    }
}
