package main

import "embed"

const toolsDir = "resources/aarch64"

// tools holds the programs for this architecture; make puts them there.
//
//go:embed resources/aarch64
var tools embed.FS
