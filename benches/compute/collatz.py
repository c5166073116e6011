# See collatz.go.
def chain(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def gcd(a, b):
    while b != 0:
        a, b = b, a % b
    return a


def power(base, exponent, modulus):
    result = 1
    while exponent > 0:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


longest = coprime = perfect = total = 0
for n in range(1, 30000):
    longest = max(longest, chain(n))
    if gcd(n, 360360) == 1:
        coprime += 1
    total += power(n, 65537, 1000003)
for n in range(2, 1500):
    divisors = 1
    for d in range(2, n):
        if n % d == 0:
            divisors += d
    if divisors == n:
        perfect += n
print("collatz", longest, coprime, perfect, total)
