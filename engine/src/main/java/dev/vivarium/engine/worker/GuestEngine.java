package dev.vivarium.engine.worker;

import dev.vivarium.stdlib.PythonSources;
import java.io.InputStream;
import java.io.OutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The one Engine of a worker, and how its contexts are made. All contexts share code through it and nothing else;
 * library.py keeps them from writing into the bytes of it. Safe for use by any thread.
 */
final class GuestEngine implements AutoCloseable {

    /** Frames of this file are left out of tracebacks: prelude.py knows the name. */
    private static final String PRELUDE_NAME = "<vivarium>";

    private static final String FACES = "_vivarium_faces";

    private final PythonHome home = PythonHome.open();
    private final Engine engine;
    private final Source prelude =
            Source.newBuilder("python", PythonSources.prelude(), PRELUDE_NAME).buildLiteral();
    private final Source faces =
            Source.newBuilder("python", PythonSources.faces(), PRELUDE_NAME).buildLiteral();
    private final Source asynchronous = Source.newBuilder("python", PythonSources.asynchronous(), PRELUDE_NAME)
            .buildLiteral();
    private final Library library = new Library(
            Source.newBuilder("python", PythonSources.library(), PRELUDE_NAME).buildLiteral(),
            new LibrarySources(home));
    private final RegexSources regexes;
    private final PythonWalls walls;

    /** @param log gets the runtime's own complaints */
    GuestEngine(PythonWalls walls, OutputStream log) {
        this.walls = walls;
        engine = Engine.newBuilder("python")
                .allowExperimentalOptions(true)
                .option("engine.WarnInterpreterOnly", "false")
                .logHandler(log)
                .out(OutputStream.nullOutputStream())
                .err(log)
                .build();
        regexes = new RegexSources(engine);
    }

    /** Keeps what was compiled of regular expressions for contexts to come; called by one thread alone. */
    void keepRegexes() {
        regexes.keep();
    }

    /** How many regular expressions are parsed at this moment; a collection forgets those that nobody keeps. */
    long regexesCached() {
        return engine.getCachedSources().stream().filter(RegexSources::isRegex).count();
    }

    /** A fresh context that has evaluated the prelude and waits for its one script. Takes tens of milliseconds. */
    GuestContext newContext() {
        SwitchedOutput output = new SwitchedOutput();
        Context context = (walls == PythonWalls.STANDING ? walled() : unwalled())
                .engine(engine)
                .in(InputStream.nullInputStream())
                .out(output)
                .err(output)
                .option("python.UnbufferedIO", "true")
                .option("python.DontWriteBytecodeFlag", "true")
                .option("python.InstallSignalHandlers", "false")
                // Else each context has three threads, which wake up all the time to call back for weak references.
                .option("python.NoAsyncActions", "true")
                .option("python.PosixModuleBackend", "java")
                .option("python.PythonHome", PythonHome.ROOT)
                .option("python.SysPrefix", PythonHome.ROOT)
                .option("python.StdLibHome", PythonHome.STDLIB)
                .option("python.CoreHome", PythonHome.CORE)
                .build();
        library.install(context);
        if (walls == PythonWalls.STANDING) {
            context.eval(faces);
            Prelude.take(context.getBindings("python"), FACES).executeVoid();
        }
        return new GuestContext(context, prelude, asynchronous, output);
    }

    /** Each restriction is stated, though most are the default: a reader must see that none is missing. */
    private Context.Builder walled() {
        return Context.newBuilder("python")
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(_ -> false)
                .allowHostClassLoading(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowValueSharing(false)
                .allowIO(IOAccess.newBuilder()
                        .fileSystem(new GuestFileSystem(home))
                        .allowHostSocketAccess(false)
                        .build())
                .allowNativeAccess(false)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowInnerContextOptions(false)
                .useSystemExit(false)
                .allowExperimentalOptions(true);
    }

    /** All is open, but for Python's own library, which comes out of the jar here too: nothing unpacks it on disk. */
    private Context.Builder unwalled() {
        FileSystem host = FileSystem.newDefaultFileSystem();
        FileSystem library = new GuestFileSystem(home);
        return Context.newBuilder("python")
                .allowAllAccess(true)
                .allowIO(IOAccess.newBuilder()
                        .fileSystem(FileSystem.newCompositeFileSystem(
                                host, FileSystem.Selector.of(library, path -> path.startsWith(PythonHome.ROOT))))
                        .allowHostSocketAccess(true)
                        .build())
                .allowExperimentalOptions(true);
    }

    @Override
    public void close() {
        engine.close(true);
    }
}
