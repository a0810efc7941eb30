import time

while not bell.rung():
    time.sleep(0.1)
_return("awake")
