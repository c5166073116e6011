// Limits: time=200ms
// Ends: ran longer than 200ms

bomb := regexp.MustCompile(strings.Repeat("(a|b|[c-z]{0,20})*", 100) + "Q$")
text := strings.Repeat("abcdefghij", 100_000)
for {
	bomb.MatchString(text)
}
