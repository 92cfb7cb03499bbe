# Number pads and barcode imagers, made through uinput by keys.c.

# keys_plug imager|pad PATH: plugs one in; PATH becomes the stable name that udev would give it.
keys_plug() {
	modprobe uinput && modprobe evdev || return
	keys_plugged=$2
	rm -f "/run/keys.$1"
	mkfifo "/run/keys.$1"
	keys "$1" "Lab $1" <"/run/keys.$1" >"/run/keys.$1.node" 2>&1 &
	echo $! >"/run/keys.$1.pid"
	# Held open, so that the device stays until it is unplugged.
	case $1 in imager) exec 8>"/run/keys.$1" ;; pad) exec 9>"/run/keys.$1" ;; esac
	wait_for 10 grep -q '^/dev/input/' "/run/keys.$1.node" || {
		cat "/run/keys.$1.node"
		return 1
	}
	mkdir -p "${2%/*}"
	ln -sf "$(cat "/run/keys.$1.node")" "$2"
}
# keys_unplug imager|pad PATH: pulls the plug, whatever it is doing.
keys_unplug() {
	kill -KILL "$(cat "/run/keys.$1.pid")"
	wait "$(cat "/run/keys.$1.pid")" 2>/dev/null
	rm -f "$2"
	case $1 in imager) exec 8>&- ;; pad) exec 9>&- ;; esac
}
# imager_does LINE..., pad_does LINE...: has it type, as keys.c tells.
imager_does() { printf '%s\n' "$@" >&8; }
pad_does() { printf '%s\n' "$@" >&9; }
ENTER=28 TAB=15 ESC=1 KPENTER=96 KPSTAR=55
