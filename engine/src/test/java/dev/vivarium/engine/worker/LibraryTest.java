package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.End;
import dev.vivarium.engine.link.Message.Rules;
import dev.vivarium.engine.link.Message.Run;
import dev.vivarium.policy.Names;
import dev.vivarium.policy.Presets;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Modules come out of code that all contexts share, and nobody can tell, or do anything with it to others. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryTest {

    private static final String FIND_EVALUATE = """
            import sys
            load = sys.modules['_frozen_importlib_external'].SourceFileLoader.exec_module
            def cells(function):
                return dict(zip(function.__code__.co_freevars, (cell.cell_contents for cell in function.__closure__)))
            evaluate = cells(cells(cells(load)['code_of'])['error_in'])['evaluate']
            """;

    private final GuestRig rig = new GuestRig();

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void aModuleIsWhatItIsInPython() {
        assertThat(rig.returned("""
                import json, textwrap, fractions
                from json import decoder
                _return([json.__doc__[:4], json.__file__, hasattr(json, '__vivarium__'), json.__package__,
                    decoder.JSONDecoder.decode.__code__.co_filename, decoder.__name__,
                    textwrap.dedent('  a'), str(fractions.Fraction(2, 4))])
                """))
                .containsExactly(List.of(
                        "JSON",
                        "/python/lib/python3.12/json/__init__.py",
                        false,
                        "json",
                        "/python/lib/python3.12/json/decoder.py",
                        "json.decoder",
                        "a",
                        "1/2"));
    }

    @Test
    void whatAPolicyListsCanBeImported() {
        String source = """
                failed = {}
                for name in names:
                    try:
                        __import__(name)
                    except BaseException as error:
                        failed[name] = str(error)
                _return(failed)
                """;
        List<@Nullable Object> names = List.copyOf(((Names.Only) Presets.PURE_MODULES).names());
        Rules rules = new Rules("narrow", GuestRig.AMPLE, Presets.PURE_MODULES);
        Run run = new Run(1, "<script>", source, Map.of("names", names), List.of(), rules);
        try (GuestEngine engine = new GuestEngine(PythonWalls.STANDING, OutputStream.nullOutputStream())) {
            GuestContext fresh = engine.newContext();
            End end = fresh.evaluate(
                    run, new SourceCache().get(run.name(), source), OutputStream.nullOutputStream(), new Nowhere());
            assertThat(end).isEqualTo(new End.Returned(List.of(Map.of())));
            fresh.destroy();
        }
    }

    @Test
    void aScriptsOwnNamesStayAsTheyAre() {
        assertThat(rig.returned("""
                'mine'
                annotations, __vivarium__ = 5, 6
                before = set(globals())
                import json, typing, asyncio.base_futures
                _return([__doc__, annotations, sorted(set(globals()) - before - {'before', 'json', 'typing', 'asyncio'})])
                """)).containsExactly(List.of("mine", 5L, List.of()));
    }

    @Test
    void aScriptWithoutADocstringHasNone() {
        assertThat(rig.returned("import json\n_return(__doc__)")).isEqualTo(Arrays.asList((Object) null));
    }

    @Test
    void aModuleCanBeLoadedAgain() {
        assertThat(rig.returned("""
                import importlib, json
                json.mark, json.loads = 1, None
                again = importlib.reload(json)
                _return([again is json, json.mark, json.loads('[1]')])
                """)).containsExactly(List.of(true, 1L, List.of(1L)));
    }

    @Test
    void anErrorInAModuleTellsItsLine() {
        End end = rig.start("import json\njson.loads('{')").end();
        assertThat(end)
                .isInstanceOfSatisfying(
                        End.Raised.class,
                        raised -> assertThat(raised.traceback())
                                .contains("File \"/python/lib/python3.12/json/decoder.py\", line 354, in raw_decode")
                                .doesNotContain("vivarium"));
    }

    @Test
    void whatOneScriptDoesToAModuleNoOtherSees() {
        assertThat(rig.returned("""
                import json, builtins
                json.dumps.__code__ = (lambda *a, **k: 'poisoned').__code__
                json.encoder.ESCAPE = None
                builtins.exec = builtins.dict = None
                _return(json.dumps(1))
                """)).containsExactly("poisoned");
        assertThat(rig.returned("import json\n_return(json.dumps([1, 'a']))")).containsExactly("[1, \"a\"]");
    }

    @Test
    void theBytesOfSharedCodeStayAsTheyAre() {
        String source = """
                import base64, struct
                def friend():
                    return b'friend'
                def write(target):
                    try:
                        struct.pack_into('4s', target, 0, b'EVIL')
                    except (TypeError, BufferError, ValueError) as refused:
                        return type(refused).__name__
                own = bytearray(6)
                struct.pack_into('>HB', own, 1, 258, 3)
                alphabet, code = base64.b32encode(b'hello'), friend.__code__
                refused = [write(one) for one in (
                    base64._b32alphabet, memoryview(base64._b32alphabet), friend(), code.co_code, code.co_linetable)]
                _return([own.hex(), refused, base64.b32encode(b'hello') == alphabet == b'NBSWY3DP', friend().decode()])
                """;
        List<Object> untouched = List.of("000102030000", Collections.nCopies(5, "TypeError"), true, "friend");
        assertThat(rig.returned(source)).containsExactly(untouched);
        assertThat(rig.returned(source)).containsExactly(untouched);
    }

    @Test
    void aScriptCollectsNobodysHeap() {
        assertThat(rig.returned("import gc\n_return(gc.collect())")).containsExactly(0L);
    }

    /** The thread has served others before, and its clock goes on. */
    @Test
    void aScriptIsNotToldWhatOthersHaveUsed() {
        assertThat(rig.returned(
                        "import time\nsum(range(100_000))\n_return([time.thread_time(), time.thread_time_ns()])"))
                .containsExactly(List.of(0.0, 0L));
        assertThat(rig.returned("""
                import time
                begin = time.thread_time()
                sum(range(100_000))
                _return([time.thread_time() > begin, time.thread_time.__name__])
                """)).containsExactly(List.of(true, "thread_time"));
    }

    @Test
    void whoTakesItApartCanEvaluateNothingElse() {
        assertThat(rig.returned(FIND_EVALUATE + """
                _return([evaluate(path) for path in (
                    '/etc/passwd', '/etc/hostname.py', '/python/lib/python3.12/../../../etc/x.py', '', 'json', b'x', None,
                    7, [], '/python/lib/python3.12/LICENSE.txt')] + [evaluate()])
                """)).containsExactly(Arrays.asList(new Object[11]));
        assertThat(rig.returned("import json\n_return(json.dumps(1))")).containsExactly("1");
    }

    @Test
    void whoEvaluatesAModuleInItsOwnGlobalsHarmsItself() {
        assertThat(rig.returned(FIND_EVALUATE + """
                __vivarium__ = lambda: None
                evaluate('/python/lib/python3.12/keyword.py')
                _return('kwlist' in globals())
                """)).containsExactly(true);
        assertThat(rig.returned("import keyword\n_return(['kwlist' in globals(), 'if' in keyword.kwlist])"))
                .containsExactly(List.of(false, true));
    }
}
