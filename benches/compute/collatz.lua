-- See collatz.go.
local function chain(n)
  local steps = 0
  while n ~= 1 do
    if n % 2 == 0 then n = n // 2 else n = 3 * n + 1 end
    steps = steps + 1
  end
  return steps
end

local function gcd(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

local function power(base, exponent, modulus)
  local result = 1
  while exponent > 0 do
    if exponent % 2 == 1 then result = result * base % modulus end
    base = base * base % modulus
    exponent = exponent // 2
  end
  return result
end

local longest, coprime, perfect, sum = 0, 0, 0, 0
for n = 1, 29999 do
  longest = math.max(longest, chain(n))
  if gcd(n, 360360) == 1 then coprime = coprime + 1 end
  sum = sum + power(n, 65537, 1000003)
end
for n = 2, 1499 do
  local divisors = 1
  for d = 2, n - 1 do
    if n % d == 0 then divisors = divisors + d end
  end
  if divisors == n then perfect = perfect + n end
end
print(("collatz %d %d %d %d"):format(longest, coprime, perfect, sum))
