"""Runs scripts, each in a new dict: answers a line with the seconds that a script took and what it returned."""
import base64
import sys
import time

compiled = {}


def run(source):
    returned = []
    variables = {'__name__': '__main__', 'testvar': 3, '_return': returned.append}
    begin = time.perf_counter()
    code = compiled.get(source)
    if code is None:
        code = compiled[source] = compile(source, '<script>', 'exec')
    exec(code, variables)
    return f'{time.perf_counter() - begin} {returned[-1]}'


for line in sys.stdin:
    print(run(base64.b64decode(line.split()[1]).decode()), flush=True)
