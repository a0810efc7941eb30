from time import sleep

print(f'{args[0]}: imported line 1')
while True:
    sleep(0.01)
