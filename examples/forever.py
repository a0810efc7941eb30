# Never ends by itself, so its timeout ends it, with status 124:
#   ./vivarium run examples/forever.py --timeout 1s; echo "status $?"
# Without the argument it has all the time that its policy gives.
print("counting ...")
n = 0
while True:
    n += 1
