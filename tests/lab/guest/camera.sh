# Two cameras: a loopback device fed by `camfeed`, and a USB camera played by `uvcsim` behind the kernel's own
# uvcvideo driver.

# frame TEXT FILE [WIDTH HEIGHT [SHARE]]: a frame that shows TEXT as a QR code in the middle, as high as SHARE
# percent of it; by the file's ending .yuyv, .grey, .pgm or .jpg. An empty TEXT: the bare wall.
frame() {
	frame_form=${2##*.}
	frame_size="${3:-1280} ${4:-720} ${5:-80}"
	case $frame_form in
	# shellcheck disable=SC2086 # three words
	jpg) frame_modules "$1" | camframe pgm $frame_size | cjpeg -quality 85 -grayscale >"$2" ;;
	# shellcheck disable=SC2086
	*) frame_modules "$1" | camframe "$frame_form" $frame_size >"$2" ;;
	esac
}
frame_modules() { [ -z "$1" ] || qrencode -t ASCII -m 4 -l M -o - "$1"; }

# wait_ready FILE: until the camera's program says that it plays.
wait_ready() { wait_for 10 grep -q ready "$1"; }

# cam_start WIDTH HEIGHT FORM FPS FILE [DEVICE]: the loopback camera shows FILE.
cam_start() {
	cp "$5" /run/cam.frame
	camfeed "${6:-/dev/video0}" "$1" "$2" "$3" "$4" /run/cam.frame >/run/camfeed.log 2>&1 &
	echo $! >/run/camfeed.pid
	wait_ready /run/camfeed.log || {
		cat /run/camfeed.log
		return 1
	}
}
# cam_show FILE: from now on this picture.
cam_show() { cp "$1" /run/cam.frame.new && mv /run/cam.frame.new /run/cam.frame; }
# The writer stops without a word, goes on, ends.
cam_freeze() { kill -STOP "$(cat /run/camfeed.pid)"; }
cam_thaw() { kill -CONT "$(cat /run/camfeed.pid)"; }
cam_stop() { end_of /run/camfeed.pid; }

# uvc_start WIDTH HEIGHT FORM FPS FILE: plugs the USB camera in; it shows FILE. $UVC_LINK is its stable name.
UVC_LINK=/dev/v4l/by-id/usb-Lab_Lab_UVC_camera_LAB0001-video-index0
uvc_start() {
	modprobe uvcvideo
	modprobe vhci-hcd
	cp "$5" /run/uvc.frame
	uvcsim "$1" "$2" "$3" "$4" /run/uvc.frame >>/run/uvcsim.log 2>&1 &
	echo $! >/run/uvcsim.pid
	wait_for 30 uvc_there || {
		cat /run/uvcsim.log
		return 1
	}
	# What udev does.
	mkdir -p "${UVC_LINK%/*}"
	ln -sf "$(uvc_dev)" $UVC_LINK
}
uvc_there() { [ -c "$(uvc_dev)" ]; }
# uvc_dev [PORT]: the node of its pictures; `uvcsim` with UVC_PORT=1 is a second camera, in port 1.
uvc_dev() {
	for uvc_node in /sys/class/video4linux/video*; do
		case $(readlink "$uvc_node/device") in
		*/*-$((${1:-0} + 1)):1.0) [ "$(cat "$uvc_node/index")" = 0 ] && echo "/dev/${uvc_node##*/}" && return ;;
		esac
	done
}
uvc_show() { cp "$1" /run/uvc.frame.new && mv /run/uvc.frame.new /run/uvc.frame; }
# The camera goes silent without an error, and on; one damaged frame; the plug is pulled.
uvc_freeze() { kill -USR1 "$(cat /run/uvcsim.pid)"; }
uvc_thaw() { kill -USR1 "$(cat /run/uvcsim.pid)"; }
uvc_damage() { kill -USR2 "$(cat /run/uvcsim.pid)"; }
uvc_stop() {
	end_of /run/uvcsim.pid
	rm -f $UVC_LINK
}

end_of() {
	kill "$(cat "$1")"
	wait "$(cat "$1")" 2>/dev/null
	return 0
}
