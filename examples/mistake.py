# Fails: the traceback is on stderr, the status is 1, and what was given to _return before is dropped:
#   ./vivarium run examples/mistake.py; echo "status $?"
def share(treasure, heroes):
    return treasure / heroes


_return("dropped")
_return(share(100, 0))
