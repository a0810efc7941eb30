state = 12345
total = 0
for step in range(120_000):
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    if state & 8:
        total += state >> 16
    else:
        total -= state & 0xFF
_return(total)
