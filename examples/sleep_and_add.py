# Waits, computes with a variable of the host, and returns twice. Prints [8, 13] after five seconds:
#   ./vivarium run examples/sleep_and_add.py --var testvar=3
from time import sleep
sleep(5)
val = testvar + 5
_return(val)
_return(val + 5)
