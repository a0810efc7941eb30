# Prints more than the policy for players allows, and is stopped for it with status 125:
#   ./vivarium run examples/chatter.py | tail -1
while True:
    print("bla " * 20)
