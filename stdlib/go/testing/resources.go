package testing

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"unicode"
)

func isSpaceRune(r rune) bool { return unicode.IsSpace(r) }

// cleanup is a function to call when the test has ended.
type cleanup struct {
	f      func()
	caller []uintptr // where Cleanup was called
}

// call calls the function; what it logs is placed where Cleanup was called when it is a helper.
func (k *cleanup) call(c *common) {
	defer func() {
		c.mu.Lock()
		c.running = nil
		c.mu.Unlock()
	}()
	c.mu.Lock()
	c.running = k
	c.mu.Unlock()
	k.f()
}

// Cleanup has f called when the test and all tests below it have ended; the last one registered is
// called first.
func (c *common) Cleanup(f func()) {
	c.checkFuzz("Cleanup")
	var pcs [framesMax]uintptr
	count := runtime.Callers(2, pcs[:])
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cleanups = append(c.cleanups, &cleanup{f, pcs[:count]})
}

// runCleanup cancels the test's context and calls all cleanups, also when one of them panics.
func (c *common) runCleanup() {
	c.cleanupStarted.Store(true)
	defer c.cleanupStarted.Store(false)
	if c.cancel != nil {
		c.cancel()
	}
	c.callCleanups()
}

func (c *common) callCleanups() {
	c.mu.Lock()
	last := len(c.cleanups) - 1
	if last < 0 {
		c.mu.Unlock()
		return
	}
	k := c.cleanups[last]
	c.cleanups = c.cleanups[:last]
	c.mu.Unlock()
	defer c.callCleanups()
	k.call(c)
}

// recoverCleanup is runCleanup; it returns the value of a panic.
func (c *common) recoverCleanup() (panicked any) {
	defer func() { panicked = recover() }()
	c.runCleanup()
	return nil
}

// TempDir returns a new directory that is removed when the test and all tests below it have ended.
func (c *common) TempDir() string {
	c.checkFuzz("TempDir")
	dir, err := c.makeTempDir()
	if err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return dir
}

// makeTempDir makes the next numbered directory in one that all of a test's share.
func (c *common) makeTempDir() (string, error) {
	c.tempDirMu.Lock()
	defer c.tempDirMu.Unlock()
	if c.tempDir == "" {
		// Nothing of the name that means something in a path or to MkdirTemp.
		pattern := onlyAllowed(c.name[:min(len(c.name), 64)], "!#$%&()+,-.=@^_{}~ ")
		c.tempDir, c.tempDirErr = os.MkdirTemp(os.Getenv("GOTMPDIR"), pattern)
		if c.tempDirErr == nil {
			dir := c.tempDir
			c.Cleanup(func() {
				if err := os.RemoveAll(dir); err != nil {
					c.Errorf("TempDir RemoveAll cleanup: %v", err)
				}
			})
		}
	}
	if c.tempDirErr != nil {
		return "", c.tempDirErr
	}
	c.tempDirCount++
	dir := fmt.Sprintf("%s%c%03d", c.tempDir, os.PathSeparator, c.tempDirCount)
	return dir, os.Mkdir(dir, 0o777)
}

// onlyAllowed drops runes other than letters, digits and those of allowed.
func onlyAllowed(text, allowed string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(allowed, r) {
			return r
		}
		return -1
	}, text)
}

// ArtifactDir returns a directory for files that the test makes: with -artifacts one below the
// output directory that stays, else a temporary one. It is the same in each call.
func (c *common) ArtifactDir() string {
	c.checkFuzz("ArtifactDir")
	c.artifactDirOnce.Do(func() { c.artifactDir, c.artifactDirErr = c.makeArtifactDir() })
	if c.artifactDirErr != nil {
		c.Fatalf("ArtifactDir: %v", c.artifactDirErr)
	}
	return c.artifactDir
}

func (c *common) makeArtifactDir() (string, error) {
	if artifacts == nil || !*artifacts {
		return c.makeTempDir()
	}
	base := artifactRoot + "/" + c.artifactPath()
	if err := os.MkdirAll(base, 0o777); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(base, "")
	if err == nil && c.chatty != nil {
		c.chatty.update(c.name, "=== ARTIFACTS %s %v\n", c.name, dir)
	}
	return dir, err
}

// artifactPath is the package's path within its module and the test's name, shortened by a hash.
func (c *common) artifactPath() string {
	const nameMax = 64
	name := strings.ReplaceAll(c.name, "/", "__")
	if len(name) > nameMax {
		var hash uint64
		for i := range len(name) {
			hash = (hash ^ uint64(name[i])) * 1099511628211
		}
		digits := fmt.Sprintf("%0x", hash)
		name = name[:nameMax-len(digits)] + digits
	}
	path := strings.TrimPrefix(strings.TrimPrefix(c.importPath, c.modulePath), "/")
	if path != "" {
		name = path + "/" + name
	}
	return onlyAllowed(name, "!#$%&()+,-.=@^_{}~ /")
}

// Setenv sets an environment variable until the test has ended.
func (c *common) Setenv(key, value string) {
	c.checkFuzz("Setenv")
	before, wasSet := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	c.Cleanup(func() {
		if wasSet {
			os.Setenv(key, before)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Chdir changes the working directory until the test has ended.
func (c *common) Chdir(dir string) {
	c.checkFuzz("Chdir")
	before, err := os.Getwd()
	if err != nil {
		c.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil {
		c.Fatal(err)
	}
	if !strings.HasPrefix(dir, "/") {
		if dir, err = os.Getwd(); err != nil {
			c.Fatal(err)
		}
	}
	c.Setenv("PWD", dir)
	c.Cleanup(func() {
		// The tests that follow would run in the wrong place.
		if err := os.Chdir(before); err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
}
