# What a case's script has at hand (POSIX sh; `. /lab/lib.sh`).
. /lab/gpio.sh
. /lab/camera.sh
. /lab/hallgate.sh
. /lab/keys.sh
. /lab/stick.sh

# check WHAT COMMAND...: tells whether the command succeeded; the case fails here if it did not.
check() {
	check_what=$1
	shift
	if "$@"; then
		echo "ok at $(cut -d' ' -f1 /proc/uptime) s: $check_what"
	else
		fail "$check_what"
	fi
}

# fail WORDS: ends the case as failed, with the end of the terminal's journal.
fail() {
	echo "FAILED: $*"
	if [ -f "$SITE/journal.log" ]; then
		echo "--- journal"
		tail -n 25 "$SITE/journal.log"
	fi
	if [ -f "$EVENTS" ]; then
		echo "--- events"
		tail -n 25 "$EVENTS"
	fi
	exit 1
}

# wait_for SECONDS COMMAND...: until it succeeds; fails after that time.
wait_for() {
	wait_end=$(($(seconds) + $1))
	shift
	until "$@"; do
		[ "$(seconds)" -lt $wait_end ] || return 1
		sleep 0.05
	done
}

# seconds: since the kernel's start.
seconds() { cut -d. -f1 /proc/uptime; }
# ms: milliseconds since 1970 by the guest's clock.
ms() { labtime; }

# console_off: the kernel's text console leaves the framebuffer to others.
console_off() {
	for console in /sys/class/vtconsole/*; do
		if grep -q 'frame buffer' "$console/name"; then echo 0 >"$console/bind"; fi
	done
}
# shot NAME: the display as it is, into OUT/NAME.png.
shot() { labctl screendump "$1" >/dev/null; }
# powercut: the machine is killed at once.
powercut() { labctl powercut; }
# bus_log spi|i2c: what was sent on the bus, as kmod/lab-bus.c tells it; bus_clear forgets it.
bus_log() { cat "/sys/kernel/debug/lab-bus/$1"; }
bus_clear() { echo >"/sys/kernel/debug/lab-bus/$1"; }
