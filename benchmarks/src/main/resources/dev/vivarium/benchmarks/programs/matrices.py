SIZE = 36
left = [[(row * 7 + column * 3) % 11 for column in range(SIZE)] for row in range(SIZE)]
right = [[(row * 5 + column) % 13 for column in range(SIZE)] for row in range(SIZE)]
product = [[0] * SIZE for _ in range(SIZE)]
for row in range(SIZE):
    for column in range(SIZE):
        cell = 0
        for middle in range(SIZE):
            cell += left[row][middle] * right[middle][column]
        product[row][column] = cell
_return(sum(product[n][SIZE - 1 - n] for n in range(SIZE)))
