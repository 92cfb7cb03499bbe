# USB sticks that come and go: `# needs: stick=NAME:SIZE` makes a blank one, in nobody's socket yet.

# stick_plug NAME: into a socket; its device (sda) into $STICK. stick_plug_locked: with its write protection on.
stick_plug() { stick_into_socket "$1" "$1"; }
stick_plug_locked() { stick_into_socket "$1" "$1-locked"; }
stick_into_socket() {
	stick_disks >/run/sticks.before
	# QEMU may hold the image a moment longer than the guest saw the stick; what it told at last is said.
	wait_for 20 stick_taken "$1" "$2" || {
		echo "$1 is not taken: $stick_answer"
		return 1
	}
	wait_for 20 stick_came || {
		echo "$1 does not come: $(stick_disks)"
		return 1
	}
}
stick_taken() {
	stick_answer=$(labctl qmp device_add "{\"driver\":\"usb-storage\",\"bus\":\"usb.0\",\"id\":\"$1\",\"drive\":\"$2\",\"removable\":true}")
}
stick_disks() { ls /sys/block | grep '^sd' || true; }
stick_came() {
	STICK=
	for stick_disk in $(stick_disks); do
		grep -qx "$stick_disk" /run/sticks.before || STICK=$stick_disk
	done
	[ -n "$STICK" ] && [ -b "/dev/$STICK" ] && [ "$(cat "/sys/block/$STICK/size")" -gt 0 ]
}

# stick_pull NAME: out of its socket, at once.
stick_pull() {
	stick_disks >/run/sticks.before
	labctl unplug "$1" && wait_for 20 stick_left
}
stick_left() { ! stick_disks | cmp -s - /run/sticks.before; }
