package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.End;
import java.util.Arrays;
import java.util.List;
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
