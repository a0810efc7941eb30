"""What every context evaluates before its script.

Defines one function, which the worker calls and then removes from the script's globals. All that it makes are
closures: they hold the builtins they need, so that a script which rebinds `list` or `len`, by accident or not, breaks
nothing but its own code. None of this is a wall: whoever takes these closures apart gets nothing that the worker would
not check again.

The numbers of the operations are those of `Operation` in the worker.
"""


def _vivarium(emit, pause, invoke, unpack):
    from builtins import (
        BaseException, Exception, ImportError, RuntimeError, SyntaxError, TypeError, ValueError, bool, bytearray,
        bytes, callable, dict, float, frozenset, getattr, id, int, isinstance, issubclass, iter, len, list, object,
        property, set, str, tuple, type)
    import builtins
    import sys
    import time

    BEGIN, END, NONE, TRUE, FALSE, INT, BIG_INT, FLOAT, STR, BYTES = range(10)
    LIST, TUPLE, DICT, SET, CLOSE, DATE, TIME, DATETIME, TIMEDELTA = range(10, 19)
    OBJECT, FUNCTION, FACE, WHOLE = range(19, 23)

    # How deep this walk may go whatever the policy allows: see Limits.DEEPEST_VALUE.
    DEEPEST = 200
    MESSAGE_LENGTH, TRACEBACK_FRAMES, TRACEBACK_CHAIN, LINE_LENGTH = 4000, 40, 8, 300

    modules = sys.modules
    mro = type.__dict__['__mro__'].__get__

    # ---- values out: the script's objects become a flat sequence of operations --------------------------------

    def tell(*operation):
        problem = emit(*operation)
        if problem is not None:
            kind, text = problem.split(':', 1)
            raise (TypeError if kind == 'type' else ValueError)(text)

    def write_int(value, depth):
        value = int.__add__(value, 0)
        if -0x8000000000000000 <= value <= 0x7fffffffffffffff:
            tell(INT, value)
        else:
            tell(BIG_INT, int.__format__(value, 'x'))

    def write_items(operation, kind, value, depth):
        # With its length, so that one that is too long costs nobody the time to walk through it.
        tell(operation, kind.__len__(value))
        for item in kind.__iter__(value):
            write(item, depth + 1)
        tell(CLOSE)

    def write_dict(value, depth):
        tell(DICT, dict.__len__(value))
        for key in list(dict.__iter__(value)):
            write(key, depth + 1)
            write(dict.__getitem__(value, key), depth + 1)
        tell(CLOSE)

    writers = {
        type(None): lambda value, depth: tell(NONE),
        bool: lambda value, depth: tell(TRUE if value else FALSE),
        int: write_int,
        float: lambda value, depth: tell(FLOAT, float.__float__(value)),
        str: lambda value, depth: tell(STR, str.__str__(value)),
        bytes: lambda value, depth: tell(BYTES, bytes.decode(value, 'latin-1')),
        bytearray: lambda value, depth: tell(BYTES, bytearray.decode(value, 'latin-1')),
        list: lambda value, depth: write_items(LIST, list, value, depth),
        tuple: lambda value, depth: write_items(TUPLE, tuple, value, depth),
        set: lambda value, depth: write_items(SET, set, value, depth),
        frozenset: lambda value, depth: write_items(SET, frozenset, value, depth),
        dict: write_dict,
    }

    def write_timedelta(value, depth):
        tell(TIMEDELTA, value.days * 86400 + value.seconds, value.microseconds)

    def moment_writer(kind):
        # `datetime` is only looked for in values of scripts that have imported it.
        datetime = modules.get('datetime')
        if datetime is None:
            return None
        moments = (
            (datetime.datetime, lambda value, depth: tell(DATETIME, datetime.datetime.isoformat(value))),
            (datetime.date, lambda value, depth: tell(DATE, datetime.date.isoformat(value))),
            (datetime.time, lambda value, depth: tell(TIME, datetime.time.isoformat(value))),
            (datetime.timedelta, write_timedelta))
        for base, writer in moments:
            if base in mro(kind):
                return writer
        return None

    def write(value, depth):
        if depth > DEEPEST:
            raise ValueError('the value is nested too deep, or contains itself (limit valueDepth)')
        kind = type(value)
        writer = writers.get(kind)
        if writer is None and id(value) in numbers:
            writer = write_object
        if writer is None:
            for base in mro(kind):
                writer = writers.get(base)
                if writer is not None:
                    break
            else:
                writer = moment_writer(kind)
        if writer is None and calling[0] and callable(value):
            writer = write_function
        if writer is None:
            raise TypeError(
                f"a value of type '{name_of(kind)}' can't leave the script; None, bool, int, float, str, bytes, list, "
                "tuple, dict, set and the types of datetime can")
        writer(value, depth)

    # ---- functions: the host gets a number, and may call while the script waits --------------------------------

    functions, last, calling = {}, [0], [False]

    def write_function(value, depth):
        last[0] += 1
        functions[last[0]] = value
        tell(FUNCTION, last[0])

    def forget(function):
        functions.pop(function, None)

    def call_function(function, arguments, keywords):
        result = functions[function](*arguments, **keywords)
        tell(BEGIN)
        write(result, 1)

    def _return(value=None, /):
        """Give a value to the program that runs this script. Several calls give it a list of their values."""
        kind = type(value)
        # What most scripts give, in one step instead of three.
        if kind is str:
            return tell(WHOLE, STR, value)
        if kind is int and -0x8000000000000000 <= value <= 0x7fffffffffffffff:
            return tell(WHOLE, INT, value)
        tell(BEGIN)
        write(value, 1)
        tell(END)

    # ---- values in: called by the worker from the leaves up --------------------------------------------------

    def hashable(value):
        # A set that is a key, or a member of a set, can only have been a frozenset.
        if type(value) is set:
            return frozenset(value)
        return tuple([hashable(item) for item in value]) if type(value) is tuple else value

    def make(operation, *parts):
        if operation == NONE:
            return None
        if operation == LIST:
            return list(parts)
        if operation == TUPLE:
            return parts
        if operation == DICT:
            return {hashable(parts[i]): parts[i + 1] for i in range(0, len(parts), 2)}
        if operation == SET:
            return {hashable(part) for part in parts}
        if operation == FACE:
            return face(*parts)
        if operation == BIG_INT:
            return int(parts[0], 16)
        if operation == BYTES:
            return parts[0].encode('latin-1')
        import datetime
        if operation == DATE:
            return datetime.date.fromisoformat(parts[0])
        if operation == TIME:
            return datetime.time.fromisoformat(parts[0])
        if operation == DATETIME:
            return datetime.datetime.fromisoformat(parts[0])
        return datetime.timedelta(seconds=parts[0], microseconds=parts[1])

    # ---- capabilities: host objects, of which nothing is here but names ----------------------------------------

    # The host's number of each, by the object's id; all are kept, so no id is used twice.
    objects, numbers, kinds = {}, {}, {}

    def write_object(value, depth):
        tell(OBJECT, numbers[id(value)])

    def use(number, member, given):
        first = last[0]
        tell(BEGIN)
        calling[0] = True
        try:
            write(given, 0)
        except BaseException:
            for function in range(first + 1, last[0] + 1):
                forget(function)
            raise
        finally:
            calling[0] = False
        answer = invoke(number, member)
        if answer[0]:
            return answer[1]
        kind = getattr(builtins, answer[1], None)
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            kind = RuntimeError
        raise kind(answer[2])

    def use_of(instance, member, given):
        number = numbers.get(id(instance))
        if number is None:
            raise TypeError('that is no capability')
        return use(number, member, given)

    def method(label, name):
        def call(self, /, *arguments, **keywords):
            return use_of(self, name, (list(arguments), keywords))
        call.__name__ = name
        call.__qualname__ = f'{label}.{name}'
        return call

    def attribute(name):
        return property(lambda self: use_of(self, name, None))

    def kind_of(label, attributes, methods):
        members = {'__slots__': (), '__module__': 'builtins', '__repr__': lambda self: f'<{label}>'}
        # What Java calls these is what Python's own syntax is for.
        if 'iterator' in methods:
            members['__iter__'] = lambda self: iter(use_of(self, 'iterator', ([], {})))
        for name in ('size', 'length'):
            if name in methods:
                members['__len__'] = lambda self, name=name: use_of(self, name, ([], {}))
        if 'get' in methods:
            members['__getitem__'] = lambda self, key: use_of(self, 'get', ([key], {}))
        if 'contains' in methods:
            members['__contains__'] = lambda self, item: use_of(self, 'contains', ([item], {}))
        members.update((name, attribute(name)) for name in attributes)
        members.update((name, method(label, name)) for name in methods)
        return type(label, (), members)

    def face(number, label, attributes, methods):
        known = objects.get(number)
        if known is not None:
            return known
        shape = label, tuple(attributes), tuple(methods)
        kind = kinds.get(shape)
        if kind is None:
            kind = kinds[shape] = kind_of(label, attributes, methods)
        made = object.__new__(kind)
        objects[number] = made
        numbers[id(made)] = number
        return made

    # ---- imports: what the policy allows the script to name; modules may use others themselves -----------------

    # What asynchronous.py makes, when it is first asked for.
    OWN_MODULES = frozenset(('vivarium', 'evennia', 'src'))

    import_anything = builtins.__import__
    rules = {'policy': '', 'allowed': None}

    def is_loaded(name, globals):
        return isinstance(name, str) and name != '__main__' and getattr(modules.get(name), '__dict__', None) is globals

    def is_module(globals):
        # _pydecimal calls itself decimal before it imports anything, so its name alone would not do.
        return type(globals) is dict and (
            is_loaded(globals.get('__name__'), globals)
            or is_loaded(getattr(globals.get('__spec__'), 'name', None), globals))

    def __import__(name, globals=None, locals=None, fromlist=(), level=0):
        allowed = rules['allowed']
        if allowed is not None and isinstance(name, str) and not is_module(globals):
            top = name.partition('.')[0]
            if top not in allowed and top not in OWN_MODULES:
                policy = rules['policy']
                raise ImportError(f"policy '{policy}' does not allow scripts to import '{name}'", name=name)
        if isinstance(name, str) and name.partition('.')[0] in OWN_MODULES and 'vivarium' not in modules:
            unpack()
        return import_anything(name, globals, locals, fromlist, level)

    builtins.__import__ = __import__

    def obey(policy, allowed):
        rules['policy'] = policy
        rules['allowed'] = None if allowed is None else frozenset(allowed)

    # ---- errors: what Python itself would print, without the frames of this file ------------------------------

    def name_of(kind):
        try:
            name = type.__dict__['__qualname__'].__get__(kind)
            module = kind.__module__
            if isinstance(module, str) and module not in ('builtins', '__main__'):
                return f'{module}.{name}'[:LINE_LENGTH]
            return name[:LINE_LENGTH]
        except BaseException:
            return 'object'

    def text_of(error):
        try:
            text = error.msg if isinstance(error, SyntaxError) else str(error)
            return str.__str__(text)[:MESSAGE_LENGTH]
        except BaseException:
            return '<the error has no readable message>'

    def frame_of(entry, lines):
        code, line = entry.tb_frame.f_code, entry.tb_lineno
        frame = f'  File "{code.co_filename}", line {line}, in {code.co_name}\n'
        if code.co_filename == lines[0] and 0 < line < len(lines):
            frame += '    ' + lines[line].strip()[:LINE_LENGTH] + '\n'
        return frame

    def frames_of(error, lines):
        runs, entry = [], error.__traceback__
        while entry is not None:
            if entry.tb_frame.f_code.co_filename != '<vivarium>':
                frame = frame_of(entry, lines)
                if runs and runs[-1][0] == frame:
                    runs[-1][1] += 1
                else:
                    runs.append([frame, 1])
            entry = entry.tb_next
        # Like Python, show three of a recursion's frames and count the rest.
        frames = [
            frame if times <= 3 else frame * 3 + f'  [Previous line repeated {times - 3} more times]\n'
            for frame, times in runs]
        if len(frames) > TRACEBACK_FRAMES:
            half = TRACEBACK_FRAMES // 2
            frames[half:-half] = [f'  [{len(frames) - 2 * half} more frames]\n']
        return frames

    def syntax_of(error):
        parts = [f'  File "{error.filename}", line {error.lineno}\n']
        if isinstance(error.text, str):
            text = error.text.rstrip()[:LINE_LENGTH]
            shown = text.lstrip()
            parts.append(f'    {shown}\n')
            if isinstance(error.offset, int) and 0 < error.offset <= len(text) + 1:
                parts.append(' ' * max(4, 3 + error.offset - len(text) + len(shown)) + '^\n')
        return parts

    def one(error, lines):
        parts = frames_of(error, lines)
        if parts:
            parts.insert(0, 'Traceback (most recent call last):\n')
        if isinstance(error, SyntaxError) and error.lineno is not None:
            parts += syntax_of(error)
        text = text_of(error)
        parts.append(name_of(type(error)) + (': ' + text if text else '') + '\n')
        notes = getattr(error, '__notes__', None)
        if type(notes) is list:
            parts += [str.__str__(note)[:LINE_LENGTH] + '\n' for note in notes[:10] if isinstance(note, str)]
        return ''.join(parts)

    def describe(error, name, source):
        kind, text = name_of(type(error)), text_of(error)
        lines = [name] + source.split('\n')
        told, seen = [one(error, lines)], {id(error)}
        while len(told) < TRACEBACK_CHAIN:
            cause, joint = error.__cause__, 'The above exception was the direct cause of the following exception:'
            if cause is None and not error.__suppress_context__:
                cause, joint = error.__context__, 'During handling of the above exception, another exception occurred:'
            if cause is None or id(cause) in seen:
                break
            seen.add(id(cause))
            told.insert(0, one(cause, lines) + '\n' + joint + '\n\n')
            error = cause
        return kind, text, ''.join(told)

    # ---- waiting: the turn to compute goes to other scripts meanwhile -----------------------------------------

    def sleep(seconds, /):
        """Wait, while other scripts compute."""
        if not isinstance(seconds, (int, float)):
            seconds = getattr(type(seconds), '__float__', None) and float(seconds)
            if seconds is None:
                raise TypeError('sleep() wants a number of seconds')
        if not seconds >= 0:
            raise ValueError('sleep length must be non-negative')
        pause(float(seconds) if seconds < 1e9 else 1e9)

    time.sleep = sleep

    # ---- the next run of a context that is kept ----------------------------------------------------------------

    main = modules['__main__'].__dict__
    main['_return'] = _return
    # Else a script without a docstring would find this file's.
    main['__doc__'] = None
    clear, get, put, remove = dict.clear, dict.get, dict.__setitem__, dict.__delitem__
    new_globals = {name: value for name, value in main.items() if name != '_vivarium'}
    new_items = tuple(new_globals.items())

    def renew():
        functions.clear()
        objects.clear()
        numbers.clear()
        # A key of the script's own type would be asked for its hash, and whether it equals others: that is its code.
        for name in dict.__iter__(main):
            if type(name) is not str:
                clear(main)
                break
        # One by one: to empty the dict and to fill it again takes the runtime longer.
        for name in list(dict.__iter__(main)):
            if name not in new_globals:
                remove(main, name)
        for name, value in new_items:
            if get(main, name) is not value:
                put(main, name, value)
        # The script may have replaced the module: the runtime goes on with the dict that it has.
        modules['__main__'] = module

    module = modules['__main__']

    return _return, make, describe, obey, renew, call_function, forget, use, sleep, import_anything
