package dev.vivarium.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.engine.link.Message.End;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script raises, as Python would print it. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestErrorTest {

    private final GuestRig rig = new GuestRig();

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void theTracebackHasTheScriptsOwnLines() {
        End.Raised raised = rig.raised("def f(x):\n    return 1 / x\n\nf(0)");
        assertThat(raised.type()).isEqualTo("ZeroDivisionError");
        assertThat(raised.message()).isEqualTo("division by zero");
        assertThat(raised.traceback()).isEqualTo("""
                Traceback (most recent call last):
                  File "<script>", line 4, in <module>
                    f(0)
                  File "<script>", line 2, in f
                    return 1 / x
                ZeroDivisionError: division by zero
                """);
    }

    @Test
    void aCauseComesBeforeItsEffect() {
        assertThat(rig.raised("""
                try:
                    {}['k']
                except KeyError as error:
                    raise ValueError('no') from error
                """).traceback()).isEqualTo("""
                Traceback (most recent call last):
                  File "<script>", line 2, in <module>
                    {}['k']
                KeyError: 'k'

                The above exception was the direct cause of the following exception:

                Traceback (most recent call last):
                  File "<script>", line 4, in <module>
                    raise ValueError('no') from error
                ValueError: no
                """);
    }

    @Test
    void anErrorWhileAnotherIsHandledTellsBothUnlessThatIsSuppressed() {
        String source = "try:\n    {}['k']\nexcept KeyError:\n    raise ValueError('no')";
        assertThat(rig.raised(source).traceback())
                .contains("KeyError: 'k'\n\nDuring handling of the above exception, another exception occurred:\n\n");
        assertThat(rig.raised(source + " from None").traceback()).doesNotContain("KeyError");
    }

    @Test
    void aRecursionIsCountedInsteadOfRepeated() {
        End.Raised raised = rig.raised("def f(n):\n    f(n - 1) if n else {}[n]\nf(900)");
        assertThat(raised.type()).isEqualTo("KeyError");
        assertThat(raised.traceback())
                .contains("    f(n - 1) if n else {}[n]\n  [Previous line repeated ")
                .hasLineCount(lines(raised));
        assertThat(lines(raised)).isLessThan(20);
    }

    private static int lines(End.Raised raised) {
        return (int) raised.traceback().lines().count();
    }

    @Test
    void aLongChainOfDifferentFramesIsCutInTheMiddle() {
        StringBuilder source = new StringBuilder("def f0(): raise ValueError('deep')\n");
        for (int i = 1; i <= 100; i++) {
            source.append("def f").append(i).append("(): f").append(i - 1).append("()\n");
        }
        assertThat(rig.raised(source + "f100()").traceback())
                .contains("in f99\n", "more frames]\n", "in f0\n")
                .doesNotContain("in f50\n");
    }

    @Test
    void aSyntaxErrorPointsAtItsPlace() {
        End.Raised raised = rig.raised("x = 1\nif x == :\n    pass");
        assertThat(raised.type()).isEqualTo("SyntaxError");
        assertThat(raised.traceback().lines().toList())
                .contains("  File \"<script>\", line 2", "    if x == :", "            ^");
        assertThat(raised.traceback()).endsWith("SyntaxError: " + raised.message() + "\n");
    }

    @Test
    void framesOfTheStandardLibraryAreShownWithTheirPaths() {
        End.Raised raised = rig.raised("import json\njson.loads('{')");
        assertThat(raised.type()).isEqualTo("json.decoder.JSONDecodeError");
        assertThat(raised.traceback()).contains("  File \"/python/lib/python3.12/json/decoder.py\", line ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_return(object())",
                "import time\ntime.sleep(-1)",
                "import time\ntime.sleep('x')",
                "open('/etc/passwd')",
                "import socket\nsocket.socket().connect(('127.0.0.1', 80))",
                "import threading\nthreading.Thread(target=print).start()",
                "import os\nos.system('id')",
                "import os\nos.fork()",
                "import subprocess\nsubprocess.run(['id'])",
                "getattr(__import__('java'), 'type')('Secret')",
                "import polyglot\npolyglot.eval(language='python', string='1')",
                "import ctypes\nctypes.CDLL('libc.so.6')",
                "raise __import__('builtins').MemoryError()",
                "'%d' % 'x'",
                "[].x",
                "_return.__closure__[0].cell_contents(5, None)\nraise ValueError",
                "def f(n): f(n - 1) if n else {}[n]\nf(900)"
            })
    void noErrorNamesTheRuntimesOwnFilesOrAnythingOfJava(String source) {
        End.Raised raised = rig.raised(source);
        assertThat(raised.toString())
                .doesNotContain(
                        "<vivarium>", "java.", "org.graalvm", "com.oracle", "dev.vivarium", "Exception in", "/tmp")
                .doesNotContain(System.getProperty("user.dir"), System.getProperty("java.home"));
    }

    @Test
    void anErrorThatCanNotBeShownIsAnErrorAllTheSame() {
        End.Raised raised = rig.raised("""
                class Evil(Exception):
                    def __str__(self): return 1 / 0
                raise Evil()
                """);
        assertThat(raised.type()).isEqualTo("Evil");
        assertThat(raised.message()).isEqualTo("<the error has no readable message>");
    }

    @Test
    void anErrorWithHalfOfASurrogatePairInItsWordsReachesTheHost() {
        End.Raised raised = rig.raised("raise ValueError('half \\ud83d of it')");
        assertThat(raised.type()).isEqualTo("ValueError");
        assertThat(raised.message()).startsWith("half ").endsWith(" of it");
        assertThat(rig.raised("class \ud835\udc00(Exception): pass\nraise \ud835\udc00('\\udc00')")
                        .message())
                .isNotEmpty();
    }

    @Test
    void anErrorOfAnyLengthIsCut() {
        End.Raised raised = rig.raised("raise ValueError('x' * 1_000_000)");
        assertThat(raised.message()).hasSize(4_000);
        assertThat(raised.traceback()).hasSizeLessThan(10_000);
    }

    @Test
    void valuesGivenBeforeAnErrorAreDropped() {
        assertThat(rig.start("_return(1)\nraise ValueError('no')").end()).isInstanceOf(End.Raised.class);
    }

    @Test
    void exitWithZeroIsAReturn() {
        assertThat(rig.returned("import sys\n_return(1)\nsys.exit(0)\n_return(2)"))
                .containsExactly(1L);
        assertThat(rig.returned("import sys\n_return(1)\nsys.exit()")).containsExactly(1L);
    }

    @Test
    void exitWithAnotherStatusIsAnError() {
        End.Raised raised = rig.raised("import sys\n_return(1)\nsys.exit(3)");
        assertThat(raised).isEqualTo(new End.Raised("SystemExit", "3", "SystemExit: 3\n"));
    }
}
