package main

import (
	"fmt"
	"math/rand"
	v2 "math/rand/v2"
)

func main() {
	for _, seed := range []int64{1, 0, -7, 1 << 40} {
		r := rand.New(rand.NewSource(seed))
		fmt.Println(r.Int63(), r.Uint64(), r.Int31n(17), r.Intn(1<<50), r.Float64(), r.Float32(), r.Perm(5))
		b := make([]byte, 10)
		r.Read(b)
		r.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		sum := 0.0
		for range 1000 {
			sum += r.NormFloat64() - r.ExpFloat64()
		}
		fmt.Println(b, sum, rand.NewZipf(r, 1.5, 2, 1000).Uint64())
	}
	chacha := v2.NewChaCha8([32]byte{1, 2, 3, 31: 9})
	for _, source := range []v2.Source{v2.NewPCG(1, 2), chacha} {
		r := v2.New(source)
		fmt.Println(r.Int64(), r.Uint32(), r.Int64N(1000), r.Uint32N(1<<31), r.IntN(100), r.Float64(), r.Perm(5), r.N(int8(9)))
		sum := 0.0
		for range 1000 {
			sum += r.NormFloat64() - r.ExpFloat64()
		}
		fmt.Println(sum, v2.NewZipf(r, 3.5, 1, 1000).Uint64())
	}
	b := make([]byte, 13)
	chacha.Read(b)
	state, err := chacha.MarshalBinary()
	fmt.Printf("%v %q %v\n", b, state, err)
	next := chacha.Uint64()
	fmt.Println(chacha.UnmarshalBinary(state), chacha.Uint64() == next, chacha.UnmarshalBinary(nil))
	pcg := v2.NewPCG(3, 4)
	state, _ = pcg.MarshalBinary()
	fmt.Printf("%q %v\n", state, pcg.UnmarshalBinary(state[1:]))
}

// Output:
// 5577006791947779410 8674665223082153551 3 849628204203011 0.4246374970712657 0.68682307 [3 2 0 1 4]
// [90 121 175 39 54 37 70 81 233 149] -1010.0434147455379 10
// 8717895732742165505 2259404117704393152 10 207991994230114 0.36758720663245853 0.28948045 [3 1 0 4 2]
// [59 136 198 59 248 68 191 133 142 177] -1051.543253221419 0
// 747107023976529931 16308104968817794534 9 583018613105147 0.301751104991933 0.85416377 [4 2 0 1 3]
// [208 57 175 47 104 216 97 57 207 58] -974.7887667071932 2
// 5470237361722394362 6322525149314491254 3 540796253533302 0.8322283838373143 0.62887233 [1 2 0 3 4]
// [54 163 149 204 16 137 13 142 27 90] -1017.5655099483856 4
// 4969059760275911952 2647573421 784 909820314 23 0.3883664855410056 [1 3 0 4 2] 5
// -913.2790742657124 0
// 6103031973143821156 3653829226 11 855883970 83 0.3614633170848597 [1 4 3 2 0] 4
// -1076.1835790873474 1
// [189 155 207 77 110 204 115 182 152 192 147 43 100] "readbuf:\x038\xa7\x81chacha8:\x00\x00\x00\x00\x00\x00\x00s\xb0I\x9f@\xf2\x1b\x8e\x196\xb7+#\xa0V\x8fQ\x9b\x81%c\flql\xb5\xec4\xb1\x94\xf1\xe9\xe2" <nil>
// <nil> true invalid ChaCha8 encoding
// "pcg:\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x04" invalid PCG encoding
