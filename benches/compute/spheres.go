// Floats in structs: a ray is tested against spheres, vectors are passed and returned by value.
package main

import "fmt"

type vector struct{ x, y, z float64 }

func (a vector) minus(b vector) vector { return vector{a.x - b.x, a.y - b.y, a.z - b.z} }
func (a vector) dot(b vector) float64  { return a.x*b.x + a.y*b.y + a.z*b.z }

type sphere struct {
	center vector
	radius float64
}

func (s *sphere) hit(origin, direction vector) (float64, bool) {
	to := s.center.minus(origin)
	along := to.dot(direction)
	if along < 0 {
		return 0, false
	}
	distance := to.dot(to) - along*along
	return along, distance < s.radius*s.radius
}

func main() {
	var spheres []sphere
	for i := 0; i < 16; i++ {
		f := float64(i)
		spheres = append(spheres, sphere{vector{f - 8, f*0.7 - 5, 20 + f}, 1 + f/16})
	}
	hits, sum := 0, 0.0
	for y := 0; y < 300; y++ {
		for x := 0; x < 300; x++ {
			direction := vector{float64(x-150) / 300, float64(y-150) / 300, 1}
			for i := range spheres {
				if along, ok := spheres[i].hit(vector{}, direction); ok {
					hits++
					sum += along
				}
			}
		}
	}
	fmt.Printf("spheres %d %.4f\n", hits, sum)
}
