# The controls that the configuration names reach the camera, also after it was plugged in again; one that it lacks
# is told and costs nothing.
# needs: uvc
. /lab/lib.sh

site_start || fail "no site"
frame "" /run/wall.jpg
uvc_start 1280 720 MJPG 10 /run/wall.jpg || fail "no camera"
config camera source "\"v4l:$(uvc_dev)\""
config camera fps 10
config camera focus 33
config camera exposure_us 8000
config camera power_line_hz 50
config camera torch true
hallgate_start
check "frames come" event_wait 20 event=camera state=streaming

now() { v4l2-ctl -d "$(uvc_dev)" -C "$1" | sed 's/.*: *//; s/ .*//'; }
stand() {
	check "the lens stands, $1" [ "$(now focus_automatic_continuous)" = 0 ]
	check "at the nearest step, $1" [ "$(now focus_absolute)" -ge 30 -a "$(now focus_absolute)" -le 35 ]
	check "the exposure is fixed, $1" [ "$(now auto_exposure)" = 1 ]
	check "at 8 ms, $1" [ "$(now exposure_time_absolute)" = 80 ]
	check "mains of 50 Hz, $1" [ "$(now power_line_frequency)" = 1 ]
}
stand "at first"
check "no torch is told" grep -q "camera.torch" $SITE/journal.log

event_mark
uvc_stop
check "the camera is lost" event_wait 10 event=camera state=lost
uvc_start 1280 720 MJPG 10 /run/wall.jpg || fail "no camera again"
check "it is back" event_wait 20 event=camera state=streaming
stand "after the plug was pulled"
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
