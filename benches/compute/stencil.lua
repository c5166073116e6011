-- See stencil.go.
local n = 200
local now, nxt = {}, {}
for i = 0, n * n - 1 do now[i], nxt[i] = i % 17 / 17, 0 end
for _ = 1, 25 do
  for y = 1, n - 2 do
    for x = 1, n - 2 do
      local i = y * n + x
      nxt[i] = now[i] + 0.1 * (now[i - 1] + now[i + 1] + now[i - n] + now[i + n] - 4 * now[i])
    end
  end
  now, nxt = nxt, now
end
local sum = 0
for i = 0, n * n - 1 do
  local v = now[i]
  local p = ((v * 0.3 + 1.5) * v - 2) * v + 0.25
  sum = sum + (v * v + p)
end
print(("stencil %.9f"):format(sum))
