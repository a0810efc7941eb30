"""Uses what scripts use, and says whether it all works. See `Soundness` in the worker.

Runs once when a worker starts, so that the runtime has initialised all this before any script can disturb it, and again
whenever there is doubt about the runtime. Each check is a line of its own: what fails is not worth knowing here, only
that something does.
"""
import collections
import dataclasses
import datetime
import enum
import functools
import itertools
import json
import math
import random
import re
import time


class Number:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Number(self.n + getattr(other, 'n', other))

    __radd__ = __add__
    __iadd__ = __add__

    def __matmul__(self, other):
        return self.n @ other if False else Number(self.n)

    def __lt__(self, other):
        return self.n < other.n

    def __eq__(self, other):
        return isinstance(other, Number) and self.n == other.n

    def __hash__(self):
        return hash(self.n)

    def __getattr__(self, name):
        if name == 'missing':
            raise AttributeError(name)
        return 1

    def __len__(self):
        return 2

    def __getitem__(self, key):
        return key

    def __contains__(self, item):
        return True

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return True

    def __bool__(self):
        return True

    def __neg__(self):
        return Number(-self.n)

    def __iter__(self):
        yield from range(self.n)


def raises(kind, code):
    try:
        exec(code, {'Number': Number, 're': re, 'json': json})
    except kind as error:
        return bool(str(error) or repr(error)) and error.__traceback__ is not None
    return False


def generated(n):
    received = 0
    for i in range(n):
        got = yield i + received
        received += got or 0
    return received


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: float = 1.5


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


def finals(log):
    for i in range(3):
        try:
            try:
                if i == 1:
                    continue
                if i == 2:
                    break
                raise KeyError(i)
            finally:
                log.append(i)
        except KeyError as error:
            log.append(repr(error))
    else:
        log.append('else')
    return log


async def later(n):
    return n + 1


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


a, b = Number(3), Number(4)
big = 10 ** 40
g = generated(3)
checks = [
    (a + b).n == 7 and (1 + a).n == 4 and (-a).n == -3 and (a @ b).n == 3,
    a < b and a != b and a in {a: 1} and 5 in a and a[1:2] == slice(1, 2) and a(1, k=2) == ((1,), {'k': 2}),
    sorted([b, a])[0] is a and len(a) == 2 and list(a) == [0, 1, 2] and a.anything == 1,
    7 // 2 == 3 and divmod(7, 2) == (3, 1) and 1 << 70 == 2 ** 70 and 6 ^ 3 == 5 and 6 | 3 == 7 and ~5 == -6,
    big * big // big == big and big % 7 == 4 and big.bit_length() == 133 and int('123') == 123 and -big < 0,
    abs(-2.5) == 2.5 and round(2.567, 2) == 2.57 and 7.0 / 2 == 3.5 and float('inf') > 1 and math.isclose(math.sqrt(2) ** 2, 2),
    complex(1, 2) * 2 == 2 + 4j and float.fromhex('0x1p3') == 8.0 and (0.1).as_integer_ratio()[1] > 1,
    f'{3.14159:>8.2f}|{7:05d}|{"x":^5}|{255:#x}' == '    3.14|00007|  x  |0xff',
    '%s %r %5.1f' % (1, 'a', 2.25) == "1 'a'   2.2" and '{:e}'.format(1.5) == '1.500000e+00' and '{0[1]}'.format([1, 2]) == '2',
    'abc'.upper().title() == 'Abc' and 'a,b'.split(',') == ['a', 'b'] and 'ß'.casefold() == 'ss' and 'x'.join('ab') == 'axb',
    b'ab'.hex() == '6162' and bytes.fromhex('ff')[0] == 255 and bytearray(b'a') + b'b' == b'ab' and memoryview(b'xy')[1] == 121,
    [*range(3), *'ab'] == [0, 1, 2, 'a', 'b'] and {**{1: 2}, 3: 4} == {1: 2, 3: 4} and {i % 2 for i in range(5)} == {0, 1},
    [i * j for i in range(3) for j in range(2) if i] == [0, 1, 0, 2] and {k: v for k, v in zip('ab', (1, 2))}['b'] == 2,
    frozenset('ab') ^ {'a'} == {'b'} and dict(a=1) | {'b': 2} == {'a': 1, 'b': 2} and max([3, 1], key=lambda n: -n) == 1,
    next(g) == 0 and g.send(5) == 6 and list(itertools.islice(itertools.count(), 3)) == [0, 1, 2],
    finals([]) == [0, 'KeyError(0)', 1, 2] and run(later(1)) == 2 and functools.reduce(lambda x, y: x + y, range(5)) == 10,
    Point(1) < Point(2) and repr(Point(1)) == 'Point(x=1, y=1.5)' and Colour(2) is Colour.BLUE and Colour['RED'].value == 1,
    re.findall(r'(\w)(\d+)', 'a1 b22') == [('a', '1'), ('b', '22')] and re.sub(r'(?P<x>a)b', r'\g<x>', 'ab') == 'a',
    re.fullmatch(r'(a|b)*?c(?=d)d', 'abcd') is not None and re.compile(r'(x+)\1').search('xxxx') is not None,
    json.loads(json.dumps({'a': [1, 2.5, None, True, 'ü']})) == {'a': [1, 2.5, None, True, 'ü']},
    collections.Counter('aab')['a'] == 2 and collections.OrderedDict(a=1) == {'a': 1} and collections.deque([1, 2], 1)[0] == 2,
    datetime.date(2024, 2, 29).isoformat() == '2024-02-29' and datetime.timedelta(days=1).total_seconds() == 86400,
    random.Random(1).random() < 1 and time.time() > 0 and isinstance(hash('x'), int) and id(a) == id(a),
    type('T', (int,), {'m': lambda self: super(type(self), self).__add__(1)})(2).m() == 3 and issubclass(bool, int),
    raises(ZeroDivisionError, '1/0') and raises(KeyError, '{}[1]') and raises(IndexError, '[][1]') and raises(TypeError, '1+"a"'),
    raises(ValueError, 'int("x")') and raises(AttributeError, 'Number(1).missing') and raises(NameError, 'nope'),
    raises(SyntaxError, 'x = (') and raises(RecursionError, 'raise RecursionError("deep")') and raises(ImportError, 'import nothing_like_it'),
    raises(UnicodeDecodeError, 'b"\\xff".decode()') and raises(re.error, 're.compile("(")') and raises(json.JSONDecodeError, 'json.loads("{")'),
    raises(StopIteration, 'next(iter([]))') and raises(AssertionError, 'assert False, "no"'),
    raises(ExceptionGroup, 'raise ExceptionGroup("g", [ValueError(1)])') and raises(MemoryError, 'raise MemoryError()'),
]
with a:
    raise ValueError('swallowed by __exit__')
match {'kind': 'point', 'at': [1, 2]}:
    case {'kind': 'point', 'at': [x, y]} if x < y:
        checks.append(True)
    case _:
        checks.append(False)
counted = 0
while counted < 3:
    counted += 1
del counted
_return('sound' if all(checks) else [i for i, good in enumerate(checks) if not good])
