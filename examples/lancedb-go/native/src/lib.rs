//! A table of vectors in memory, and the nearest one to a given vector. include/lancedb.h is its interface, written by hand.

use std::slice;

pub struct Table {
    dimension: usize,
    rows: Vec<(u64, Vec<f32>)>,
}

/// An empty table of vectors of so many numbers; null where that is none.
#[no_mangle]
pub extern "C" fn lancedb_open(dimension: usize) -> *mut Table {
    if dimension == 0 {
        return std::ptr::null_mut();
    }
    Box::into_raw(Box::new(Table { dimension, rows: Vec::new() }))
}

/// # Safety
/// `table` is open, and `vector` has as many numbers as the table's vectors.
#[no_mangle]
pub unsafe extern "C" fn lancedb_add(table: *mut Table, id: u64, vector: *const f32) {
    let table = &mut *table;
    let vector = slice::from_raw_parts(vector, table.dimension).to_vec();
    table.rows.push((id, vector));
}

/// 1 with the id of the nearest vector and the square of its distance, 0 where the table is empty.
///
/// # Safety
/// As for `lancedb_add`; `id` and `distance` can be written.
#[no_mangle]
pub unsafe extern "C" fn lancedb_nearest(table: *const Table, vector: *const f32, id: *mut u64, distance: *mut f32) -> i32 {
    let table = &*table;
    let vector = slice::from_raw_parts(vector, table.dimension);
    let square = |row: &[f32]| row.iter().zip(vector).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
    let nearest = table.rows.iter().map(|(id, row)| (*id, square(row))).min_by(|a, b| a.1.total_cmp(&b.1));
    match nearest {
        Some(found) => {
            (*id, *distance) = found;
            1
        }
        None => 0,
    }
}

/// # Safety
/// `table` is open, and is not used afterwards.
#[no_mangle]
pub unsafe extern "C" fn lancedb_close(table: *mut Table) {
    drop(Box::from_raw(table));
}
