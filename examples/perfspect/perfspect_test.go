package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestToolsListsEveryToolInside(t *testing.T) {
	var out bytes.Buffer
	if code, err := execute([]string{"tools"}, &out); code != 0 || err != nil {
		t.Fatalf("code %d, error %v", code, err)
	}
	entries, _ := tools.ReadDir(toolsDir)
	if lines := strings.Count(out.String(), "\n"); lines == 0 || lines != len(entries) {
		t.Errorf("%d lines for %d tools:\n%s", lines, len(entries), out.String())
	}
}

func TestRunPassesTheExitCodeOnAndLeavesNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	code, err := execute([]string{"run", "sshpass", "-h"}, os.Stdout)
	if code != 0 || err != nil {
		t.Errorf("sshpass -h: code %d, error %v", code, err)
	}
	code, err = execute([]string{"run", "sshpass", "-?"}, os.Stdout)
	if code == 0 || err != nil {
		t.Errorf("sshpass -?: code %d, error %v", code, err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "*")); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestRunRefusesWhatIsNotInside(t *testing.T) {
	for _, name := range []string{"nmap", "../main.go", "/bin/sh", ""} {
		if _, err := execute([]string{"run", name}, os.Stdout); err == nil {
			t.Errorf("%q was run", name)
		}
	}
}

func TestTargetsOfTheShippedFile(t *testing.T) {
	var out bytes.Buffer
	if _, err := execute([]string{"targets"}, &out); err != nil {
		t.Fatal(err)
	}
	want := "web-1  admin@192.0.2.10:22\ndb-1   admin@db-1.example.com:2222\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestTargetsRefusesWhatItDoesNotKnow(t *testing.T) {
	for content, message := range map[string]string{
		"targets: [{name: a}]":               "has no host",
		"targets: [{host: a, pasword: b}]":   "pasword",
		"targets: [{host: a, port: twenty}]": "twenty",
	} {
		path := filepath.Join(t.TempDir(), "targets.yaml")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readTargets(path); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("%s: %v", content, err)
		}
	}
}
