module github.com/influxdata/kapacitor

go 1.19

require github.com/golang/protobuf v1.3.5

// Debian's, from a package of the builder: nothing is downloaded.
replace github.com/golang/protobuf => /usr/share/gocode/src/github.com/golang/protobuf
