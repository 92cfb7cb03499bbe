# A touch screen of 800 × 480 pixels, made through uhid by touchscreen.c and driven by the kernel's hid-multitouch.

# touch_plug: plugs it in; its node into $TOUCH.
touch_plug() {
	modprobe uhid && modprobe hid-multitouch && modprobe evdev || return
	rm -f /run/touch
	mkfifo /run/touch
	touchscreen "Lab touch" </run/touch &
	echo $! >/run/touch.pid
	# Held open, so that the device stays until it is unplugged.
	exec 7>/run/touch
	wait_for 20 touch_found
}
touch_found() {
	for touch_input in /sys/class/input/event*; do
		grep -q '^Lab touch' "$touch_input/device/name" 2>/dev/null || continue
		TOUCH=/dev/input/${touch_input##*/}
		[ -c "$TOUCH" ] && return
	done
	return 1
}
# touch_unplug: pulls the plug, whatever a finger does.
touch_unplug() {
	kill -KILL "$(cat /run/touch.pid)"
	wait "$(cat /run/touch.pid)" 2>/dev/null
	exec 7>&-
}
# touch_does LINE...: as touchscreen.c tells, in 4096ths. tap X Y: in pixels.
touch_does() { printf '%s\n' "$@" >&7; }
tap() { touch_does "tap $(($1 * 4096 / 800)) $(($2 * 4096 / 480))"; }
