package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"gopkg.in/yaml.v3"
)

// target is a remote machine, as targets.yaml describes it.
type target struct {
	Name string `yaml:"name"`
	Host string `yaml:"host"`
	Port int    `yaml:"port"`
	User string `yaml:"user"`
	Key  string `yaml:"key"`
}

// readTargets refuses unknown keys and machines without a host.
func readTargets(path string) ([]target, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var content struct {
		Targets []target `yaml:"targets"`
	}
	decoder := yaml.NewDecoder(file)
	decoder.KnownFields(true)
	if err := decoder.Decode(&content); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for i := range content.Targets {
		if content.Targets[i].Host == "" {
			return nil, fmt.Errorf("%s: target %d has no host", path, i+1)
		}
		if content.Targets[i].Port == 0 {
			content.Targets[i].Port = 22
		}
	}
	return content.Targets, nil
}

// listTargets prints a line for each machine, in the file's order.
func listTargets(path string, out io.Writer) error {
	targets, err := readTargets(path)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, t := range targets {
		fmt.Fprintf(table, "%s\t%s@%s:%d\n", t.Name, t.User, t.Host, t.Port)
	}
	return table.Flush()
}
