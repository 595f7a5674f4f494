module github.com/lancedb/lancedb-go

go 1.19
