// A context carries request-scoped values under keys of a private type.
// Expect "handling response for jane (auth: abc123)".
package main

import (
	"context"
	"fmt"
)

type ctxKey int

const (
	ctxUserID ctxKey = iota
	ctxAuthToken
)

func UserID(c context.Context) string    { return c.Value(ctxUserID).(string) }
func AuthToken(c context.Context) string { return c.Value(ctxAuthToken).(string) }

func main() {
	ProcessRequest("jane", "abc123")
}

func ProcessRequest(userID, authToken string) {
	ctx := context.WithValue(context.Background(), ctxUserID, userID)
	ctx = context.WithValue(ctx, ctxAuthToken, authToken)
	HandleResponse(ctx)
}

func HandleResponse(ctx context.Context) {
	fmt.Printf("handling response for %v (auth: %v)\n", UserID(ctx), AuthToken(ctx))
}
