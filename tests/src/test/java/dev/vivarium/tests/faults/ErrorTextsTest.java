package dev.vivarium.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vivarium.Outcome;
import dev.vivarium.Script;
import dev.vivarium.ScriptTask;
import dev.vivarium.Vivarium;
import dev.vivarium.tests.support.HostSecrets;
import dev.vivarium.tests.support.Waiting;
import dev.vivarium.tests.support.WorkerProcesses;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the author of a failing script gets to read: Python's own words. */
class ErrorTextsTest {

    private static WorkerProcesses workers;
    private static Vivarium vivarium;

    @BeforeAll
    static void open() {
        workers = WorkerProcesses.watch();
        vivarium = Vivarium.builder().workers(1).spares(0).open();
    }

    @AfterAll
    static void close() {
        vivarium.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 / 0",
                "if True print(1)",
                "x = (",
                "\tx = 1\n  y = 2",
                "undefined",
                "raise Exception",
                "def deeper(): deeper()\ndeeper()",
                "open('/etc/passwd')",
                "open('/nowhere/probe', 'w')",
                "import os\nos.mkdir('/nowhere/probe')",
                "import os\nos.listdir('/proc')",
                "import os\nos.kill(1, 9)",
                "import os\nos.getppid()",
                "import os\nos.fork()",
                "import os\nos.system('true')",
                "import os\nprint(os.getcwd(), dict(os.environ))\n1 / 0",
                "import subprocess\nsubprocess.run(['true'])",
                "import socket\nsocket.create_connection(('127.0.0.1', 1))",
                "import socket\nsocket.getaddrinfo('localhost', 1)",
                "import threading\nthreading.Thread(target=print).start()",
                "import multiprocessing\nmultiprocessing.Process(target=print).start()",
                "import ctypes\nctypes.CDLL(None)",
                "import java as outside\noutside.type('Anything')",
                "import polyglot\npolyglot.eval(language='js', string='1')",
                "import nothing_of_that_name",
                "import sys\nprint(sys.path, sys.prefix, sys.executable, sys.argv, sys.version)\nsys.exit(7)",
                "import sys\nprint(sys._getframe().f_globals)\n1 / 0",
                "import platform\nprint(platform.platform(), platform.node())\n1 / 0",
                "import tempfile\ntempfile.mkstemp()",
                "import traceback\ntry:\n    open('/nowhere')\nexcept OSError:\n    traceback.print_exc()\n    raise",
                "_return(object())",
                "_return(lambda: 1)",
                "l = []\nl.append(l)\n_return(l)",
                "_return('x' * 2_000_000)",
                "class Odd(Exception):\n    def __str__(self): raise ValueError('no text')\nraise Odd()",
                "raise SystemExit('a text')",
                "raise KeyboardInterrupt",
                "raise GeneratorExit",
                "exec(compile('1 / 0', '/etc/elsewhere', 'exec'))",
                "'x' * 10 ** 11",
                "[0] * 10 ** 12",
                "import re\nre.compile('(')",
                "import json\njson.loads('{')",
                "int('9' * 5000)",
                "import time\ntime.sleep(-1)",
                "import time\ntime.sleep('long')"
            })
    void aFailingScriptTellsNothingOfJavaOrTheHost(String source) {
        ScriptTask task = vivarium.run(Script.of(source), value -> {}, problem -> {});

        Outcome outcome = Waiting.outcome(task);

        assertThat(outcome).isInstanceOfAny(Outcome.Failed.class, Outcome.LimitExceeded.class);
        HostSecrets.assertNoneIn(task, workers.alive());
    }
}
