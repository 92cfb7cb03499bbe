"""The lab's own tools: a real kernel in QEMU with the devices that a terminal has."""
