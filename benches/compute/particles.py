# See particles.go.
class Particle:
    __slots__ = ("x", "y", "dx", "dy", "energy")

    def __init__(self, x, y, dx, dy):
        self.x, self.y, self.dx, self.dy, self.energy = x, y, dx, dy, 0.0


def step(particles, dt):
    for p in particles:
        p.x += p.dx * dt
        p.y += p.dy * dt
        if p.x < 0 or p.x > 100:
            p.dx = -p.dx
        if p.y < 0 or p.y > 100:
            p.dy = -p.dy
        p.energy = p.energy * 0.99 + 0.5 * (p.dx * p.dx + p.dy * p.dy)


particles = [Particle(i / 5, 100 - i / 5, i / 100 - 2, 1 - i / 300) for i in range(500)]
for _ in range(3000):
    step(particles, 0.1)
total = 0.0
for p in particles:
    total += p.x + p.y + p.energy
print("particles %.6f" % total)
