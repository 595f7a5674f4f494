/* A table of vectors in memory. native/src/lib.rs implements it. */
#ifndef LANCEDB_H
#define LANCEDB_H

#include <stddef.h>
#include <stdint.h>

typedef struct lancedb_table lancedb_table;

/* An empty table of vectors of so many numbers; NULL where that is none. */
lancedb_table *lancedb_open(size_t dimension);

void lancedb_add(lancedb_table *table, uint64_t id, const float *vector);

/* 1 with the id of the nearest vector and the square of its distance, 0 where the table is empty. */
int32_t lancedb_nearest(const lancedb_table *table, const float *vector, uint64_t *id, float *distance);

void lancedb_close(lancedb_table *table);

#endif
