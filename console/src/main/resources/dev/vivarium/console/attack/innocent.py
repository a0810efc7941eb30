import math
import re
import traceback


class Refusal(ValueError):
    pass


class Shape:
    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side ** 2

    def __eq__(self, other):
        return isinstance(other, Shape) and self.side == other.side

    def __repr__(self):
        return f"Shape({self.side!r})"


def evens(limit):
    for number in range(limit):
        if number % 2 == 0:
            yield number


def deep(count):
    return 0 if count == 0 else 1 + deep(count - 1)


def tried(action):
    try:
        return action()
    except Exception as problem:
        lines = traceback.format_exception(problem)
        return f"{type(problem).__name__}/{lines[0].strip()}/{lines[-1].strip()}"


def refuse():
    raise Refusal("not today") from KeyError("why")


caller.msg("hello " + caller.name)
answer = [
    tried(lambda: 1 / 0),
    tried(lambda: {}["gone"]),
    tried(lambda: int("x1")),
    tried(lambda: None.gone),
    tried(lambda: [][3]),
    tried(refuse).split("/")[-1],
    re.findall(r"(\w+)@(\w+)", "ann@home, bob@work"),
    re.sub(r"(?i)b+(?=c)", lambda found: found.group().upper() + "!", "abbc Bc b"),
    "straße".casefold().upper(),
    "{:>8.3f}|{:<5}|{:+d}".format(math.pi, "ab", 7),
    "é€".encode("utf-8").decode("latin-1").encode("latin-1").decode(),
    0.1 + 0.2,
    math.sqrt(2),
    round(2.675, 2),
    float("1e308") * 10,
    10 ** 30 // 7,
    divmod(-7, 3),
    2 ** -1,
    sorted([Shape(3), Shape(1)], key=lambda shape: shape.area),
    Shape(2) == Shape(2),
    sum(evens(10)),
    list(zip("ab", evens(5))),
    {**{"k": 1}, "l": {2, 2}},
    deep(60),
    len("abc"),
    [number for number in range(5) if number & 1],
]
_return(repr(answer))
