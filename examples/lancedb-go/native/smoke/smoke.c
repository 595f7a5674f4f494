/* Linked for every platform, so that a library that lacks a symbol is not released; run where the builder can. */
#include "lancedb.h"

int main(void) {
    const float vector[2] = {3, 4}, origin[2] = {0, 0};
    uint64_t id = 0;
    float distance = 0;
    lancedb_table *table = lancedb_open(2);
    lancedb_add(table, 7, vector);
    int found = lancedb_nearest(table, origin, &id, &distance);
    lancedb_close(table);
    return found == 1 && id == 7 && distance == 25 ? 0 : 1;
}
