"""Runs what was typed after `py`: an expression whose value is shown, or statements.

Finds `source`, `last` and the capabilities as globals; what was typed has a namespace of its own, one for all of it.
"""


def _run():
    import builtins
    import linecache
    import traceback

    import evennia
    import vivarium

    name = '<py>'
    linecache.cache[name] = (len(source), None, [line + '\n' for line in source.splitlines()], name)
    scope = {
        '__name__': '__main__', '__builtins__': builtins, '_': last, '_return': _return, 'self': self, 'me': self,
        'here': here, 'game': game, 'search': game.search, 'evennia': evennia, 'ev': evennia, 'vivarium': vivarium}

    def compiled():
        # Decided by the compiler, so nothing ever runs twice (RA-14).
        try:
            return compile(source, name, 'eval')
        except SyntaxError:
            return compile(source, name, 'exec')

    try:
        value = eval(compiled(), scope)
    except SystemExit:
        return
    except BaseException as error:
        error.__suppress_context__ = error.__suppress_context__ or isinstance(error, SyntaxError)
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != name:
            trace = trace.tb_next
        asking.failed(''.join(traceback.format_exception(type(error), error, trace))[:20_000])
        raise
    if value is not None:
        shown = repr(value)
        try:
            asking.result(shown, value)
        except (TypeError, ValueError):
            asking.result(shown)


_run()
