package server

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Config is what /etc/kapacitor/kapacitor.conf says.
type Config struct {
	BindAddress string
	Window      int
}

// Default is what holds where the file says nothing.
func Default() Config {
	return Config{BindAddress: "127.0.0.1:9092", Window: 10}
}

// ReadConfig reads lines of the form key = value; # begins a comment.
func ReadConfig(path string) (Config, error) {
	config := Default()
	file, err := os.Open(path)
	if err != nil {
		return config, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(strings.SplitN(lines.Text(), "#", 2)[0])
		if line == "" {
			continue
		}
		if err := config.set(line); err != nil {
			return config, fmt.Errorf("%s:%d: %w", path, number, err)
		}
	}
	return config, lines.Err()
}

func (c *Config) set(line string) error {
	key, value, found := strings.Cut(line, "=")
	key, value = strings.TrimSpace(key), strings.Trim(strings.TrimSpace(value), `"`)
	switch {
	case !found:
		return fmt.Errorf("%q is not of the form key = value", line)
	case key == "bind-address":
		c.BindAddress = value
	case key == "window":
		size, err := strconv.Atoi(value)
		if err != nil || size < 1 {
			return fmt.Errorf("window is %q, and must be a number from 1 on", value)
		}
		c.Window = size
	default:
		return fmt.Errorf("there is no setting %q", key)
	}
	return nil
}
