"""The standard library's process pool, as a program would use it: answers one line with one line.

`run SOURCE` runs a script once; `rate MILLISECONDS SOURCE` keeps 16 under way for so long and answers how many a second
came to their end.
"""
import base64
import sys
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor

UNDER_WAY = 16


def run(source):
    returned = []
    exec(source, {'__name__': '__main__', 'testvar': 3, '_return': returned.append})
    return returned[-1]


def rate(pool, milliseconds, source):
    done, begin = 0, time.perf_counter()
    end = begin + milliseconds / 1000
    running = deque(pool.submit(run, source) for _ in range(UNDER_WAY))
    while time.perf_counter() < end:
        running.popleft().result()
        done += 1
        running.append(pool.submit(run, source))
    measured = time.perf_counter() - begin
    for one in running:
        one.result()
    return done / measured


def answer(pool, words):
    source = base64.b64decode(words[-1]).decode()
    if words[0] == 'rate':
        return rate(pool, int(words[1]), source)
    begin = time.perf_counter()
    value = pool.submit(run, source).result()
    return f'{time.perf_counter() - begin} {value}'


def main():
    with ProcessPoolExecutor(int(sys.argv[1])) as pool:
        for line in sys.stdin:
            print(answer(pool, line.split()), flush=True)


main()
