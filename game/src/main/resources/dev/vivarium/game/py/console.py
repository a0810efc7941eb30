"""A Python console for one session: gives its host a function that takes one line after the other.

The namespace lives as long as this script does. `step` answers 'more', 'done' or 'exit'.
"""


def _console():
    import builtins
    import codeop
    import sys
    import traceback

    import evennia
    import vivarium

    scope = {
        '__name__': '__main__', '__builtins__': builtins, '_': last, 'self': self, 'me': self, 'here': here,
        'game': game, 'search': game.search, 'evennia': evennia, 'ev': evennia, 'vivarium': vivarium}
    compiler = codeop.CommandCompiler()
    waiting = []
    # What GraalPy's compiler says of source that is not at its end; CPython's would say nothing yet.
    unfinished = 'was never closed', 'unexpected EOF', 'unterminated triple-quoted', 'expected an indented block'

    def display(value):
        if value is not None:
            print(repr(value))
            scope['_'] = value

    def tell(error):
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != '<console>':
            trace = trace.tb_next
        sys.stderr.write(''.join(traceback.format_exception(type(error), error, trace)))

    def step(line):
        waiting.append(line)
        source = '\n'.join(waiting)
        try:
            code = compiler(source, '<console>', 'single')
        except (SyntaxError, ValueError, OverflowError) as error:
            if line.strip() and isinstance(error, SyntaxError) and any(end in str(error.msg) for end in unfinished):
                return 'more'
            waiting.clear()
            error.__suppress_context__ = True
            tell(error)
            return 'done'
        # Not left to the compiler, which takes a block for whole after its first line: an empty line ends it.
        in_block = any(each.rstrip().endswith(':') or each.startswith('@') for each in waiting)
        if code is None or in_block and len(waiting) > 1 and line.strip():
            return 'more'
        waiting.clear()
        sys.displayhook = display
        try:
            exec(code, scope)
        except SystemExit:
            return 'exit'
        except BaseException as error:
            tell(error)
        return 'done'

    asking.console(step)


_console()
