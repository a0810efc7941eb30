def acceleration(x, y):
    distance = (x * x + y * y) ** 1.5
    return -x / distance, -y / distance


x, y, vx, vy = 1.0, 0.0, 0.0, 1.0
step = 0.001
for _ in range(25_000):
    ax, ay = acceleration(x, y)
    vx += ax * step
    vy += ay * step
    x += vx * step
    y += vy * step
_return(round(x * 1000))
