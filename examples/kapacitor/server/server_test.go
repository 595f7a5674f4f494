package server

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestManyWriteAtOnce(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go New("1.0.0", Config{Window: 1000}).Serve(listener)

	var clients sync.WaitGroup
	for client := 0; client < 8; client++ {
		clients.Add(1)
		go func() {
			defer clients.Done()
			for point := 0; point < 50; point++ {
				if got := ask(t, listener.Addr().String(), "write cpu 2"); got != "2" {
					t.Errorf("the mean of twos is %s", got)
				}
			}
		}()
	}
	clients.Wait()
	if got := ask(t, listener.Addr().String(), "ping"); got != "pong 1.0.0" {
		t.Errorf("ping was answered by %q", got)
	}
}

func TestWhatIsNoRequestIsAnError(t *testing.T) {
	server := New("1.0.0", Default())
	for _, request := range []string{"", "write cpu", "write cpu much", "stop"} {
		if got := server.Answer(request); !strings.HasPrefix(got, "error: ") {
			t.Errorf("%q was answered by %q", request, got)
		}
	}
}

func TestTheFileThatIsShippedSaysWhatHoldsAnyway(t *testing.T) {
	config, err := ReadConfig("../etc/kapacitor.conf")
	if err != nil || config != Default() {
		t.Errorf("%v, %v", config, err)
	}
}

func TestAWrongSettingIsNamedWithItsLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kapacitor.conf")
	for _, line := range []string{"window = none", "windows = 1", "window"} {
		if err := os.WriteFile(path, []byte("# first\n"+line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadConfig(path); err == nil || !strings.Contains(err.Error(), ":2: ") {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func ask(t *testing.T, address, request string) string {
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer connection.Close()
	fmt.Fprintln(connection, request)
	answer, err := bufio.NewReader(connection).ReadString('\n')
	if err != nil {
		t.Error(err)
	}
	return strings.TrimSpace(answer)
}
