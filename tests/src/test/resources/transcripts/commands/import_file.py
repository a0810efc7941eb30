from time import sleep

for line in range(1, 4):
    print(f'{args[0]}: imported line {line}')
    sleep(0.2)
