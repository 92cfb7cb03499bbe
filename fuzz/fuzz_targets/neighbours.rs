#![no_main]

#[allow(dead_code, reason = "each target takes its part")]
#[path = "../bodies/mod.rs"]
mod bodies;
mod house;

libfuzzer_sys::fuzz_target!(init: house::rules(), |bytes: &[u8]| {
    bodies::neighbours::run(bytes);
});
