//! How much memory the program keeps for later. A terminal runs for months on a board with half a
//! gigabyte, so what a single huge reply or photo took goes back to the system at once.

/// From this size on a piece of memory is a mapping of its own, in bytes: more than a frame of 1280 x 720, which
/// comes many times a second, and little beside all that the program holds.
#[cfg(target_env = "gnu")]
const OWN_MAPPING: libc::c_int = 1 << 20;

/// Called once, before any thread is begun. glibc otherwise raises its bound by itself, up to 32 MiB, as soon as
/// something larger was freed once, and keeps as much from then on.
pub fn keep_little() {
    #[cfg(target_env = "gnu")]
    #[allow(unsafe_code)]
    // SAFETY: takes two numbers and touches no memory of ours; no other thread is there yet.
    unsafe {
        // Where it is refused the program works, and takes more.
        libc::mallopt(libc::M_MMAP_THRESHOLD, OWN_MAPPING);
        libc::mallopt(libc::M_TRIM_THRESHOLD, OWN_MAPPING);
    }
}
