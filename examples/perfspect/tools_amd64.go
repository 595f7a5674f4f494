package main

import "embed"

const toolsDir = "resources/x86_64"

// tools holds the programs for this architecture; make puts them there.
//
//go:embed resources/x86_64
var tools embed.FS
