class Creature:
    def __init__(self, name, health):
        self.name = name
        self.health = health

    def attack(self, other):
        return self.strength() + other.health % 3

    def strength(self):
        return 1


class Troll(Creature):
    def strength(self):
        return 3 + self.health % 2


class Elf(Creature):
    def strength(self):
        return 2


damage = 0
for round_number in range(6_000):
    fighters = [Troll('troll', round_number % 50), Elf('elf', round_number % 30), Creature('frog', 5)]
    for fighter in fighters:
        damage += fighter.attack(fighters[0])
_return(damage)
