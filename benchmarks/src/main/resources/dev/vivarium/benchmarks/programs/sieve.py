LIMIT = 60_000
prime = [True] * (LIMIT + 1)
prime[0] = prime[1] = False
candidate = 2
while candidate * candidate <= LIMIT:
    if prime[candidate]:
        for multiple in range(candidate * candidate, LIMIT + 1, candidate):
            prime[multiple] = False
    candidate += 1
_return(sum(n for n, is_prime in enumerate(prime) if is_prime) % 1_000_003)
