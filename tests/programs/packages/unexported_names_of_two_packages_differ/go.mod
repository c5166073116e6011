module example.com/differ

go 1.27
