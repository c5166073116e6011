package fs

import "time"

// FileInfoToDirEntry returns a DirEntry that tells what info does, nil for nil.
func FileInfoToDirEntry(info FileInfo) DirEntry {
	if info == nil {
		return nil
	}
	return infoEntry{info}
}

type infoEntry struct {
	info FileInfo
}

func (e infoEntry) Name() string            { return e.info.Name() }
func (e infoEntry) IsDir() bool             { return e.info.IsDir() }
func (e infoEntry) Type() FileMode          { return e.info.Mode().Type() }
func (e infoEntry) Info() (FileInfo, error) { return e.info, nil }
func (e infoEntry) String() string          { return FormatDirEntry(e) }

// FormatFileInfo returns info for people to read, as in "-rw-r--r-- 100 1970-01-01 12:00:00 a.txt";
// a directory's name ends in a slash.
func FormatFileInfo(info FileInfo) string {
	text := info.Mode().String() + " " + decimal(info.Size()) + " "
	text += info.ModTime().Format(time.DateTime) + " " + info.Name()
	if info.IsDir() {
		text += "/"
	}
	return text
}

func decimal(n int64) string {
	sign, rest := "", uint64(n)
	if n < 0 {
		sign, rest = "-", -rest
	}
	var digits [20]byte
	i := len(digits) - 1
	for ; rest >= 10; rest /= 10 {
		digits[i] = byte('0' + rest%10)
		i--
	}
	digits[i] = byte('0' + rest)
	return sign + string(digits[i:])
}

// FormatDirEntry returns dir for people to read, as in "d subdir/" and "- a.txt".
func FormatDirEntry(dir DirEntry) string {
	mode := dir.Type().String()
	text := mode[:len(mode)-len("rwxrwxrwx")] + " " + dir.Name()
	if dir.IsDir() {
		text += "/"
	}
	return text
}
