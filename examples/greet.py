# Prints while it runs, and returns a dictionary at the end:
#   ./vivarium run examples/greet.py --var 'names=["Anna", "Ben"]'
# The same for a program to read:
#   ./vivarium run examples/greet.py --var 'names=["Anna", "Ben"]' --json
greetings = {}
for name in names:
    greetings[name] = f"Hello, {name}!"
    print(greetings[name])
_return(greetings)
