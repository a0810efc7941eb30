seed = 99
people = []
for number in range(6_000):
    seed = (seed * 75 + 74) % 65537
    people.append((f'name{seed % 500}', seed, -number))
by_age = sorted(people, key=lambda person: (person[1] % 90, person[0]))
by_name = sorted(by_age, key=lambda person: person[0], reverse=True)
by_name.sort()
checksum = 0
for position, person in enumerate(by_name):
    checksum = (checksum * 31 + position * person[1]) % 1_000_003
_return(checksum)
