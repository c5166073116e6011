// Errors as part of the results of a goroutine that makes HTTP requests: a server that does not exist
// is an error, and the loop goes on.
// Expect two errors that name their URL.
package main

import (
	"fmt"
	"net/http"
	"strings"
)

type Result struct {
	Error    error
	Response *http.Response
}

func main() {
	checkStatus := func(done <-chan any, urls ...string) <-chan Result {
		results := make(chan Result)
		go func() {
			defer close(results)
			for _, url := range urls {
				resp, err := http.Get(url)
				select {
				case <-done:
					return
				case results <- Result{Error: err, Response: resp}:
				}
			}
		}()
		return results
	}

	done := make(chan any)
	defer close(done)
	for result := range checkStatus(done, "http://127.0.0.1:1/", "ftp://badhost/") {
		if result.Error != nil {
			text, _, _ := strings.Cut(result.Error.Error(), ": ")
			fmt.Println("error:", text)
			continue
		}
		fmt.Println("Response:", result.Response.Status)
	}
}
