'use strict';
// Runs scripts, each in a fresh sandbox of the kind that the first argument names; answers one line with one line.
// `run SOURCE` runs a script once; `rate MILLISECONDS SOURCE` runs it again and again for so long and answers how many a
// second came to their end.
const readline = require('node:readline');

const VARIABLES = { testvar: 3 };
const MEGABYTES = 64;
const TIMEOUT_MILLISECONDS = 5000;

const kinds = {
    'isolated-vm': async () => {
        const ivm = require('isolated-vm');
        return source => {
            const isolate = new ivm.Isolate({ memoryLimit: MEGABYTES });
            try {
                let returned;
                const context = isolate.createContextSync();
                context.global.setSync('_return', new ivm.Callback(value => { returned = value; }));
                for (const [name, value] of Object.entries(VARIABLES)) {
                    context.global.setSync(name, value);
                }
                isolate.compileScriptSync(source).runSync(context, { timeout: TIMEOUT_MILLISECONDS });
                return returned;
            } finally {
                isolate.dispose();
            }
        };
    },

    'quickjs-emscripten': async () => {
        const { getQuickJS, shouldInterruptAfterDeadline } = require('quickjs-emscripten');
        const quickjs = await getQuickJS();
        return source => {
            const runtime = quickjs.newRuntime();
            const context = runtime.newContext();
            try {
                let returned;
                runtime.setMemoryLimit(MEGABYTES << 20);
                runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + TIMEOUT_MILLISECONDS));
                context.newFunction('_return', value => { returned = context.dump(value); })
                    .consume(give => context.setProp(context.global, '_return', give));
                for (const [name, value] of Object.entries(VARIABLES)) {
                    context.newNumber(value).consume(number => context.setProp(context.global, name, number));
                }
                context.unwrapResult(context.evalCode(source)).dispose();
                return returned;
            } finally {
                context.dispose();
                runtime.dispose();
            }
        };
    },

    // All scripts share one interpreter, and each has a dict of its own: a new interpreter takes seconds.
    pyodide: async () => {
        const { loadPyodide } = require('pyodide');
        const python = await loadPyodide();
        return source => {
            let returned;
            const variables = python.toPy(VARIABLES);
            try {
                variables.set('_return', value => { returned = value; });
                python.runPython(source, { globals: variables });
                return returned;
            } finally {
                variables.destroy();
            }
        };
    },
};

function run(sandbox, source) {
    const begin = performance.now();
    const value = sandbox(source);
    return `${(performance.now() - begin) / 1000} ${value}`;
}

function rate(sandbox, milliseconds, source) {
    const begin = performance.now();
    let done = 0;
    while (performance.now() - begin < milliseconds) {
        sandbox(source);
        done++;
    }
    return done * 1000 / (performance.now() - begin);
}

async function main(kind) {
    const sandbox = await kinds[kind]();
    for await (const line of readline.createInterface({ input: process.stdin })) {
        const words = line.split(' ');
        const source = Buffer.from(words.at(-1), 'base64').toString();
        console.log(words[0] === 'rate' ? rate(sandbox, Number(words[1]), source) : run(sandbox, source));
    }
}

main(process.argv[1]);
