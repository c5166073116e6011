module example.com/choose

go 1.27
