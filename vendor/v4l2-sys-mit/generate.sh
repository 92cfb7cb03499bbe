#!/usr/bin/env bash
# Makes src/bindings_*.rs anew from the kernel's <linux/videodev2.h>.
# Needs bindgen (cargo install bindgen-cli), libclang and, on Debian, the packages
# libc6-dev linux-libc-dev libc6-dev-arm64-cross libc6-dev-armhf-cross.
set -euo pipefail
cd "$(dirname "$0")"

generate() { # RUST_ARCH CLANG_TARGET INCLUDE_DIR
  bindgen --no-layout-tests \
    wrapper.h -- --target="$2" -isystem "$3" >"src/bindings_$1.rs"
}

generate x86_64 x86_64-unknown-linux-gnu /usr/include/x86_64-linux-gnu
generate aarch64 aarch64-unknown-linux-gnu /usr/aarch64-linux-gnu/include
generate arm armv7-unknown-linux-gnueabihf /usr/arm-linux-gnueabihf/include
