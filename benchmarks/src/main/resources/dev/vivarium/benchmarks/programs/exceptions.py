class Refused(Exception):
    pass


def check(value):
    if value % 3 == 0:
        raise Refused(value)
    if value % 3 == 1:
        return {}['missing']
    return value


outcome = [0, 0, 0]
for value in range(12_000):
    try:
        check(value)
        outcome[0] += 1
    except Refused as refused:
        outcome[1] += refused.args[0] % 5
    except KeyError:
        outcome[2] += 1
    finally:
        outcome[0] += 1
_return(outcome[0] * 1_000_000 + outcome[1] * 1_000 + outcome[2])
