"""Python's own library out of code that all contexts of a worker share.

Evaluated in each context before all else. The import system compiles a module anew in every context: that takes some ten
milliseconds, and what a compiler has made of the same module elsewhere is lost. So the files of the library are
evaluated by the worker as it evaluates scripts, from one `Source` each. Its text has a statement more than the file
(`ModuleText` in the worker): `__vivarium__()`, before all but docstring and `from __future__`. Evaluated, it ends there
with an error, in which its code is found. Run as a module, which has a function of that name, it goes on.
"""


def _vivarium_library(evaluate, home):
    from builtins import dict, exec, staticmethod
    import sys

    MARK = '__vivarium__'
    # What the text before the mark may set in the script's globals, where it is evaluated.
    TOUCHED = '__doc__', 'annotations'

    modules = sys.modules
    main = modules['__main__'].__dict__
    pop, update = dict.pop, dict.update
    sources = modules['_frozen_importlib_external'].SourceFileLoader
    frozen = modules['_frozen_importlib'].FrozenImporter
    load_source, load_frozen = sources.exec_module, frozen.exec_module

    def error_in(path):
        kept = {name: main[name] for name in TOUCHED if name in main}
        pop(main, MARK, None)
        try:
            return evaluate(path)
        finally:
            for name in TOUCHED:
                pop(main, name, None)
            update(main, kept)

    def code_of(path):
        error = error_in(path)
        entry = None if error is None else error.__traceback__
        while entry is not None:
            code = entry.tb_frame.f_code
            if code.co_filename == path and code.co_name == '<module>':
                return code
            entry = entry.tb_next
        return None

    def run(code, module):
        names = module.__dict__
        names[MARK] = lambda: pop(names, MARK)
        exec(code, names)

    def exec_source(self, module):
        code = code_of(self.path)
        if code is None:
            return load_source(self, module)
        run(code, module)

    def exec_frozen(module):
        stem = home + '/' + module.__spec__.name.replace('.', '/')
        code = code_of(stem + '.py') or code_of(stem + '/__init__.py')
        if code is None:
            return load_frozen(module)
        run(code, module)

    sources.exec_module = exec_source
    frozen.exec_module = staticmethod(exec_frozen)

    # The runtime's own pack_into writes into bytes, too, and so into what belongs to shared code: a script could change
    # what others run. The method of its class asks first. No other function of the runtime was found to write there.
    packing = modules['_frozen_importlib']._builtin_from_name('_struct')
    Struct = packing.Struct

    def pack_into(format, buffer, offset, /, *values):
        return Struct(format).pack_into(buffer, offset, *values)

    pack_into.__qualname__ = 'pack_into'
    packing.pack_into = pack_into
