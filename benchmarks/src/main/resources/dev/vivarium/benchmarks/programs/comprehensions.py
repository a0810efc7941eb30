total = 0
for shift in range(30):
    squares = [n * n for n in range(1_000) if n % 3 != shift % 3]
    index = {n: n % 10 for n in squares}
    digits = {value for value in index.values()}
    total += sum(squares) + len(index) + len(digits)
    total += sum(row * column for row in range(30) for column in range(row))
_return(total)
