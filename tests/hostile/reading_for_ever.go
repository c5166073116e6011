// Limits: time=100ms
// Ends: ran longer than 100ms

bufio.NewReader(os.Stdin).ReadString('\n')
