def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def odd(stream):
    for value in stream:
        if value % 2:
            yield value


def pairs(stream):
    previous = None
    for value in stream:
        if previous is not None:
            yield previous, value
        previous = value


_return(sum(left * right % 7 for left, right in pairs(odd(numbers(60_000)))))
