// Package server answers lines on a TCP connection: "ping", and "write SERIES VALUE" with the mean of the series' window.
package server

import (
	"bufio"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"

	"github.com/influxdata/kapacitor/window"
)

// Server keeps a window for each series.
type Server struct {
	version string
	config  Config

	turn   sync.Mutex
	series map[string]*window.Window
}

// New makes a server that says which version it is.
func New(version string, config Config) *Server {
	return &Server{version: version, config: config, series: map[string]*window.Window{}}
}

// Serve answers until the listener is closed.
func (s *Server) Serve(listener net.Listener) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go s.answer(connection)
	}
}

func (s *Server) answer(connection net.Conn) {
	defer connection.Close()
	lines := bufio.NewScanner(connection)
	for lines.Scan() {
		if _, err := fmt.Fprintln(connection, s.Answer(lines.Text())); err != nil {
			return
		}
	}
}

// Answer is the line that follows a request.
func (s *Server) Answer(request string) string {
	words := strings.Fields(request)
	switch {
	case len(words) == 1 && words[0] == "ping":
		return "pong " + s.version
	case len(words) == 3 && words[0] == "write":
		value, err := strconv.ParseFloat(words[2], 64)
		if err != nil {
			return fmt.Sprintf("error: %q is not a number", words[2])
		}
		return strconv.FormatFloat(s.write(words[1], value), 'g', -1, 64)
	default:
		return "error: write ping, or write SERIES VALUE"
	}
}

func (s *Server) write(series string, value float64) float64 {
	s.turn.Lock()
	defer s.turn.Unlock()
	points, known := s.series[series]
	if !known {
		points = window.New(s.config.Window)
		s.series[series] = points
	}
	return points.Push(value)
}
