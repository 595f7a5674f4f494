#ifndef FLUX_H
#define FLUX_H

#include <stddef.h>

/* In Rust: src/lib.rs. */
double flux_mean(const double *values, size_t count);

#endif
