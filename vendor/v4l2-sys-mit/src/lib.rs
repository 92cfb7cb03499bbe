//! What `v4l` expects of `v4l2-sys-mit` 0.3, without its run of bindgen at build time:
//! the bindings stand here, made by `generate.sh`, one file for each architecture.
#![allow(clippy::all)]
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]
#![allow(unsafe_op_in_unsafe_fn, unnecessary_transmutes, dead_code)]

#[cfg(target_arch = "aarch64")]
include!("bindings_aarch64.rs");
#[cfg(target_arch = "arm")]
include!("bindings_arm.rs");
#[cfg(target_arch = "x86_64")]
include!("bindings_x86_64.rs");

#[cfg(not(any(target_arch = "aarch64", target_arch = "arm", target_arch = "x86_64")))]
compile_error!("no V4L2 bindings for this architecture: add it to vendor/v4l2-sys-mit/generate.sh");
