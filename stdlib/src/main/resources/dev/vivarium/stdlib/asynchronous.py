"""The modules `vivarium` and `evennia.utils`: nested runs, delays, dialogues and events.

Evaluated in a context whose script asks for one of them. Like the prelude, all of it is closures, and none of it is a
wall: what it asks of the host is checked there. The rules that it follows are Evennia's where Evennia has some; where
its behaviour was a fault, the docstring says what is done instead.
"""


def _vivarium_asynchronous(use, give, sleep, import_anything, hold, fail):
    # Not by an import statement: the policy's rules hold for those in this file, too.
    builtins, modules = import_anything('builtins'), import_anything('sys').modules
    BaseException, Exception, StopIteration, TypeError, ValueError = (
        builtins.BaseException, builtins.Exception, builtins.StopIteration, builtins.TypeError,
        builtins.ValueError)
    all, callable, compile, enumerate, exec, float, getattr, int, isinstance, property, repr, sorted, str, super = (
        builtins.all, builtins.callable, builtins.compile, builtins.enumerate, builtins.exec, builtins.float,
        builtins.getattr, builtins.int, builtins.isinstance, builtins.property, builtins.repr, builtins.sorted,
        builtins.str, builtins.super)
    min, type = builtins.min, builtins.type

    HOST = 0
    generator_type = type((lambda: (yield))())

    def host(member, *arguments):
        return use(HOST, member, (list_of(arguments), {}))

    def list_of(items):
        return [*items]

    def name_of(function):
        name = getattr(function, '__qualname__', None)
        return name if type(name) is str else type(function).__name__

    def seconds_of(given, what):
        if not isinstance(given, (int, float)):
            raise TypeError(f'{what} wants a number of seconds, not {type(given).__name__}')
        seconds = float(given)
        if not seconds >= 0:
            raise ValueError(f'{what} wants a number of seconds from 0 on, not {given!r}')
        return seconds

    def callback_of(given, name, optional=False):
        if not callable(given) and not (optional and given is None):
            raise TypeError(f'{name} must be something to call, not {type(given).__name__}')
        return given

    # ---- errors ------------------------------------------------------------------------------------------------

    class TaskError(Exception):
        """How a nested run ended if it did not return: `outcome`, and `type`, `message` and `traceback` of an error."""

        def __init__(self, outcome, type, message, traceback):
            super().__init__(message)
            self.outcome, self.type, self.message, self.traceback = outcome, type, message, traceback

    class Cancelled(Exception):
        """Nobody will answer the question."""

    class NoAnswer(Exception):
        """Nobody answered the question in time."""

    # ---- events ------------------------------------------------------------------------------------------------

    def emit(name, value=None, /):
        """Report `value` under `name` to whoever listens to this script. Waits if they are far behind."""
        if type(name) is not str:
            raise TypeError(f'the name of an event is a str, not {type(name).__name__}')
        host('emit', name, value)

    # ---- nested runs -------------------------------------------------------------------------------------------

    class Run:
        """A nested run: `id`, `kill()`."""

        __slots__ = ('id',)

        def __init__(self, id):
            self.id = id

        def kill(self):
            """Ends it; gives False if it had ended."""
            return host('killRun', self.id)

        def __repr__(self):
            return f'<Run {self.id}>'

    def run_async(to_execute, *args, at_return=None, at_err=None, at_return_kwargs=None, at_err_kwargs=None,
                  policy=None, **kwargs):
        """Run source text, or a function, beside this script.

        The keyword arguments are the variables of source text, which runs as a script of its own on the account of
        this one's owner, under the `policy` of that name, which must be no wider than this script's, or under this
        script's own. A function gets all arguments, and runs in this script's context when nothing else does there. `at_return(value, **at_return_kwargs)` gets what it gave to `_return`, or returned;
        `at_err(error, **at_err_kwargs)` a TaskError, or what `at_return` raised. Without `at_err` errors are logged.
        """
        callback_of(at_return, 'at_return', optional=True)
        callback_of(at_err, 'at_err', optional=True)
        if policy is not None and type(policy) is not str:
            raise TypeError(f'the policy is a name, a str, not {type(policy).__name__}')
        return_kwargs, err_kwargs = dict_of(at_return_kwargs), dict_of(at_err_kwargs)

        def failed(error):
            if at_err is None:
                raise error
            at_err(error, **err_kwargs)

        def returned(value):
            if at_return is not None:
                try:
                    at_return(value, **return_kwargs)
                except Exception as error:
                    failed(error)

        def problem(outcome, type, message, traceback):
            at_err(TaskError(outcome, type, message, traceback), **err_kwargs)

        if isinstance(to_execute, str):
            if args:
                raise TypeError('source text takes its variables by keyword; the callbacks are at_return and at_err')
            return Run(host('run', to_execute, policy, kwargs, returned, None if at_err is None else problem))
        if not callable(to_execute):
            raise TypeError(f'run_async wants source text or something to call, not {type(to_execute).__name__}')
        if policy is not None:
            raise TypeError("a function runs under its script's own policy; another policy is for source text")

        def called():
            try:
                value = to_execute(*args, **kwargs)
            except Exception as error:
                failed(error)
            else:
                returned(value)

        host('soon', 0.0, called)
        return None

    def dict_of(given):
        return {} if given is None else {**given}

    # ---- delays ------------------------------------------------------------------------------------------------

    class Delay:
        """A call that will be made later; made by `delay`."""

        __slots__ = ('_called', '_id', '_step')

        def __init__(self, step):
            self._id, self._step, self._called = 0, step, False

        def _due(self):
            self._called = True
            self._step()

        def get_id(self):
            """Its number, which nothing else ever gets."""
            return self._id

        def exists(self):
            """Whether it can still be called: it was neither called by the clock, nor done, nor removed."""
            return host('delayIs', self._id, 'exists')

        def active(self):
            """Whether the clock will call it."""
            return host('delayIs', self._id, 'active')

        @property
        def called(self):
            """Whether it was called by the clock, or done."""
            return self._called

        @property
        def paused(self):
            """Whether it is paused."""
            return host('delayIs', self._id, 'paused')

        def cancel(self):
            """The clock won't call it; it can still be called by hand. False if it was not active."""
            return host('delayDo', self._id, 'cancel')

        def remove(self):
            """Forget it. False if it did not exist."""
            return host('delayDo', self._id, 'remove')

        def pause(self):
            """Don't call it while it is paused. Its time goes on: one that falls due is called when it is unpaused."""
            return host('delayDo', self._id, 'pause')

        def unpause(self):
            """Undo one `pause`."""
            return host('delayDo', self._id, 'unpause')

        def call(self):
            """Call it now, and by the clock as well. Gives what it returns, or False if it does not exist."""
            return self._step() if self.exists() else False

        def do_task(self):
            """Call it now and never again. Gives what it returns, or False if it does not exist."""
            if not host('delayDo', self._id, 'do'):
                return False
            self._called = True
            return self._step()

        def __repr__(self):
            return f'<Delay {self._id}>'

    def delay(timedelay, callback, *args, persistent=False, **kwargs):
        """Call `callback(*args, **kwargs)` in `timedelay` seconds, and give a handle.

        A persistent one outlives this script and its host. Its callback is source text, whose variables are the keyword
        arguments, or a function that the script defines at its top level: that is called in a fresh context, in which
        the script's imports, functions, classes and literal constants are there, and nothing else of it.
        """
        seconds = seconds_of(timedelay, 'delay()')
        if persistent:
            return store(seconds, callback, args, kwargs)
        callback_of(callback, 'the callback of delay()')

        made = Delay(lambda: callback(*args, **kwargs))
        made._id = host('delay', seconds, made._due, name_of(callback))
        return made

    # ---- stored delays -----------------------------------------------------------------------------------------

    class StoredDelay(Delay):
        """A call that will be made later, whatever becomes of this script and its host.

        It is a run of its own: `call` and `do_task` begin one and give True, and wait for nothing.
        """

        __slots__ = ()

        def __init__(self, id):
            self._id = id

        @property
        def called(self):
            """Whether it was called by the clock, or done; known for some minutes after its end."""
            return host('delayIs', self._id, 'called')

        def call(self):
            """Run it now, and by the clock as well. False if it does not exist."""
            return host('delayDo', self._id, 'call')

        def do_task(self):
            """Run it now and never again. False if it does not exist."""
            return host('delayDo', self._id, 'do')

        def __repr__(self):
            return f'<Delay {self._id}, stored>'

    def stored_delay(id, /):
        """The handle of a stored delay of this script's owner whose `get_id()` was `id`, maybe long ago."""
        if type(id) is not int:
            raise TypeError(f'the number of a delay is an int, not {type(id).__name__}')
        return StoredDelay(id)

    def store(seconds, callback, args, kwargs):
        if isinstance(callback, str):
            if args:
                raise TypeError('source text takes its variables by keyword')
            return StoredDelay(host('store', seconds, str.__str__(callback), kwargs, ''))
        callback_of(callback, 'the callback of a persistent delay() is source text, or')
        source, file = host('script')
        name = top_level_name(callback, source, file)
        variables, words = {}, []
        for number, value in enumerate(args):
            variables[f'_argument_{number + 1}'] = value
            words.append(f'_argument_{number + 1}')
        for key, value in kwargs.items():
            if not key.isidentifier() or import_anything('keyword').iskeyword(key):
                raise ValueError(f'a persistent delay takes no argument that is called {key!r}')
            variables[f'_argument_{key}'] = value
            words.append(f'{key}=_argument_{key}')
        call = f'{name}({", ".join(words)})'
        return StoredDelay(host('store', seconds, f'{definitions(source, file)}\n{call}\n', variables, name))

    def top_level_name(callback, source, file):
        name, full = getattr(callback, '__name__', None), getattr(callback, '__qualname__', None)
        code = getattr(callback, '__code__', None)
        if type(name) is not str or type(full) is not str:
            why = 'is no function'
        elif name == '<lambda>':
            why = 'is a lambda'
        elif getattr(callback, '__self__', None) is not None:
            why = 'is a method or builtin'
        elif '<locals>' in full:
            why = 'is defined inside another function'
        elif code is not None and code.co_flags & 0x2a0:
            why = 'is a generator or coroutine; decorate it with interactive'
        elif modules['__main__'].__dict__.get(name) is not callback or not defines(source, file, name):
            why = 'is not what the script defines by that name at its top level'
        else:
            return name
        raise TypeError(
            f'{shortened(name_of(callback))} {why}, which can not be stored: a persistent delay takes source text, or '
            'a function that the script defines at its top level')

    def shortened(name):
        return name if len_of(name) <= 100 else name[:100]

    def len_of(text):
        return text.__len__()

    def parsed(source, file):
        return import_anything('ast').parse(source, file).body

    def defines(source, file, name):
        FunctionDef = import_anything('ast').FunctionDef
        return not all(type(node) is not FunctionDef or node.name != name for node in parsed(source, file))

    def definitions(source, file):
        """The script's imports, functions, classes and literal constants, each on its own lines, and nothing else."""
        ast = import_anything('ast')
        lines = source.replace('\r\n', '\n').replace('\r', '\n').split('\n')
        kept = [''] * len_of(lines)
        for node in parsed(source, file):
            if not is_definition(ast, node):
                continue
            first, last, column = node.lineno - 1, node.end_lineno - 1, node.col_offset
            for decorator in getattr(node, 'decorator_list', ()):
                first, column = min(first, decorator.lineno - 1), 0
            text = lines[first:last] + [cut(lines[last], 0, node.end_col_offset)]
            text[0] = cut(text[0], column, None)
            kept[first] = f'{kept[first]}; {text[0]}' if kept[first] else text[0]
            kept[first + 1:last + 1] = text[1:]
        return '\n'.join(kept)

    def cut(line, start, end):
        # Python counts the bytes of a line.
        return line.encode()[start:end].decode()

    def is_definition(ast, node):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return True
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        else:
            return False
        try:
            ast.literal_eval(node.value)
        except Exception:
            return False
        return all(isinstance(target, ast.Name) for target in targets)

    # ---- dialogues ---------------------------------------------------------------------------------------------

    def ask(question, /):
        """Ask whoever runs this script, and wait for the answer. Raises Cancelled or NoAnswer."""
        if type(question) is not str:
            raise TypeError(f'a question is a str, not {type(question).__name__}')
        kind, text = host('ask', question)
        if kind != 'answer':
            raise refusal(kind)
        return text

    def refusal(kind):
        return NoAnswer('nobody answered in time (limit answer)') if kind == 'expired' else Cancelled('the question was cancelled')

    def converse(generator):
        hold(1)
        try:
            move(generator, lambda: next_of(generator))
        except BaseException:
            hold(-1)
            raise

    def next_of(generator):
        return generator.send(None)

    def move(generator, step):
        """Runs a dialogue up to its next yield, and sees to it that it goes on from there."""
        try:
            wanted = step()
            while not (wanted is None or isinstance(wanted, str) or isinstance(wanted, (int, float)) and wanted >= 0):
                wanted = generator.throw(ValueError(
                    f'a dialogue yields nothing, a number of seconds or a question, not {shown(wanted)}'))
            if isinstance(wanted, str):
                host('askLater', str.__str__(wanted), lambda kind, text: go_on(
                    generator, lambda: answer(generator, kind, text)))
            else:
                host('soon', float(wanted or 0), lambda: go_on(generator, lambda: next_of(generator)))
        except StopIteration as end:
            hold(-1)
            if end.value is not None:
                give(end.value)

    def shown(wanted):
        return repr(wanted) if isinstance(wanted, (int, float)) else 'a ' + type(wanted).__name__

    def answer(generator, kind, text):
        return generator.send(text) if kind == 'answer' else generator.throw(refusal(kind))

    def go_on(generator, step):
        try:
            move(generator, step)
        except BaseException as error:
            hold(-1)
            fail(error)

    def interactive(function):
        """Let `function` wait: `yield 5` pauses, `answer = yield "question"` asks.

        Its first part runs at the call, which gives None; what it returns is given to `_return`, and what it raises
        later ends the script. A function without a yield is called as ever.
        """
        callback_of(function, 'what interactive decorates')

        def started(*args, **kwargs):
            result = function(*args, **kwargs)
            if type(result) is generator_type:
                return converse(result)
            return result

        for name in ('__name__', '__qualname__', '__doc__', '__module__'):
            try:
                setattr_of(started, name, getattr(function, name))
            except Exception:
                pass
        started.__wrapped__ = function
        return started

    def setattr_of(target, name, value):
        type(target).__setattr__(target, name, value)

    def dialogue(source, name):
        """Runs a script that yields at its top level: the body of a generator whose variables are all globals."""
        ast = import_anything('ast')
        body = ast.parse(source, name).body
        main = modules['__main__'].__dict__

        def compiled(statements):
            function = ast.FunctionDef(
                name='_vivarium_dialogue', body=statements, decorator_list=[], returns=None, type_comment=None,
                type_params=[],
                args=ast.arguments(
                    posonlyargs=[], args=[], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[]))
            module = ast.Module(body=[function], type_ignores=[])
            return compile(ast.fix_missing_locations(module), name, 'exec')

        [code] = [const for const in compiled(body).co_consts if type(const) is type(name_of.__code__)]
        names = sorted({*code.co_varnames, *code.co_cellvars})
        if names:
            body.insert(0, ast.Global(names=names))
        exec(compiled(body), main)
        function = main.pop('_vivarium_dialogue')
        function.__name__ = function.__qualname__ = '<module>'
        converse(function())

    # ---- modules -----------------------------------------------------------------------------------------------

    def module(name, members, package=False):
        made = type(modules['sys'])(name)
        made.__dict__.update(members)
        if package:
            made.__path__ = []
        modules[name] = made
        parent, _, child = name.rpartition('.')
        if parent:
            modules[parent].__dict__[child] = made
        return made

    for known in (TaskError, Cancelled, NoAnswer, Run, Delay, StoredDelay):
        known.__module__ = 'vivarium'
        known.__qualname__ = known.__name__
    everything = {
        'Cancelled': Cancelled, 'Delay': Delay, 'NoAnswer': NoAnswer, 'Run': Run, 'TaskError': TaskError, 'ask': ask,
        'delay': delay, 'emit': emit, 'interactive': interactive, 'run_async': run_async, 'sleep': sleep,
        'stored_delay': stored_delay}
    utils = {name: everything[name] for name in ('delay', 'interactive', 'run_async')}
    module('vivarium', {**everything, '__all__': sorted(everything)})
    for top in ('evennia', 'src'):
        module(top, {}, package=True)
        module(f'{top}.utils', utils, package=True)
        module(f'{top}.utils.utils', utils)
    return dialogue
