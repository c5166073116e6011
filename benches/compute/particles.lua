-- See particles.go.
local function step(all, dt)
  for i = 1, #all do
    local p = all[i]
    p.x = p.x + p.dx * dt
    p.y = p.y + p.dy * dt
    if p.x < 0 or p.x > 100 then p.dx = -p.dx end
    if p.y < 0 or p.y > 100 then p.dy = -p.dy end
    p.energy = p.energy * 0.99 + 0.5 * (p.dx * p.dx + p.dy * p.dy)
  end
end

local all = {}
for i = 0, 499 do
  all[#all + 1] = { x = i / 5, y = 100 - i / 5, dx = i / 100 - 2, dy = 1 - i / 300, energy = 0 }
end
for _ = 1, 3000 do step(all, 0.1) end
local sum = 0
for i = 1, #all do sum = sum + all[i].x + all[i].y + all[i].energy end
print(("particles %.6f"):format(sum))
