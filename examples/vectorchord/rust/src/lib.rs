//! Distances between bit strings of 64 bits, as an extension of PostgreSQL without a framework.
//! What a server expects of a module is in its header fmgr.h.

#![allow(non_snake_case)]
use std::ffi::{c_int, c_void};

const MAKER_BYTES: usize = 32;

/// Pg_magic_struct of PostgreSQL 15 to 17: what the module was made for.
#[repr(C)]
pub struct Magic {
    length: c_int,
    version: c_int,
    function_arguments: c_int,
    index_keys: c_int,
    name_bytes: c_int,
    float8_by_value: c_int,
    maker: [u8; MAKER_BYTES],
}

static MAGIC: Magic = Magic {
    length: std::mem::size_of::<Magic>() as c_int,
    version: number(env!("PG_MAJOR")) * 100,
    function_arguments: 100,
    index_keys: 32,
    name_bytes: 64,
    float8_by_value: 1,
    maker: padded(b"PostgreSQL"),
};

/// Pg_finfo_record: a function of the first calling convention.
#[repr(C)]
pub struct Convention {
    version: c_int,
}

static FIRST: Convention = Convention { version: 1 };

/// NullableDatum
#[repr(C)]
pub struct Argument {
    value: u64,
    is_null: bool,
}

/// FunctionCallInfoBaseData of a function with two arguments.
#[repr(C)]
pub struct Call {
    function: *mut c_void,
    context: *mut c_void,
    result: *mut c_void,
    collation: u32,
    is_null: bool,
    count: i16,
    arguments: [Argument; 2],
}

#[no_mangle]
pub extern "C" fn Pg_magic_func() -> *const Magic {
    &MAGIC
}

#[no_mangle]
pub extern "C" fn pg_finfo_bits_distance() -> *const Convention {
    &FIRST
}

/// How many bits differ.
///
/// # Safety
/// The server calls it with two arguments that are not null: the function is declared STRICT.
#[no_mangle]
pub unsafe extern "C" fn bits_distance(call: *const Call) -> u64 {
    let [left, right] = &(*call).arguments;
    u64::from(popcount::ones(left.value ^ right.value))
}

#[no_mangle]
pub extern "C" fn pg_finfo_bits_similarity() -> *const Convention {
    &FIRST
}

/// The share of bits that both have, of those that any has: between 0 and 1.
///
/// # Safety
/// As `bits_distance`.
#[no_mangle]
pub unsafe extern "C" fn bits_similarity(call: *const Call) -> u64 {
    let [left, right] = &(*call).arguments;
    let both = popcount::ones(left.value & right.value);
    let any = popcount::ones(left.value | right.value);
    nearness::share(both, any).to_bits()
}

const fn number(text: &str) -> c_int {
    let digits = text.as_bytes();
    let mut value = 0;
    let mut at = 0;
    while at < digits.len() {
        value = value * 10 + (digits[at] - b'0') as c_int;
        at += 1;
    }
    value
}

const fn padded(name: &[u8]) -> [u8; MAKER_BYTES] {
    let mut text = [0; MAKER_BYTES];
    let mut at = 0;
    while at < name.len() {
        text[at] = name[at];
        at += 1;
    }
    text
}
