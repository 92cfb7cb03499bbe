# The watchdog is fed while the loop turns, with a camera and without one, and no longer once it is stuck.
# needs: uvc
. /lab/lib.sh

fed() { grep -c 'WATCHDOG=1' $SITE/journal.log; }
# still_fed: twice more.
still_fed() {
	fed_before=$(fed)
	wait_for 30 fed_more
}
fed_more() { [ "$(fed)" -ge $((fed_before + 2)) ]; }

site_start || fail "no site"
frame "" /run/wall.jpg 640 480
uvc_start 640 480 MJPG 10 /run/wall.jpg || fail "no camera"
config camera source "\"v4l:$UVC_LINK\""
config camera silence_ms
hallgate_start HALLGATE_FAULT=/run/fault notifywatch 6
check "frames come" event_wait 30 event=camera state=streaming
check "READY=1 was said" grep -q 'READY=1' $SITE/journal.log
check "fed while frames come" still_fed
uvc_stop
check "the camera counts as lost" event_wait 15 event=camera state=lost
check "fed while the camera is away" still_fed
uvc_start 640 480 MJPG 10 /run/wall.jpg || fail "no camera"
event_mark
check "frames come again" event_wait 30 event=camera state=streaming
check "fed as before" still_fed

since=$(ms)
# A build for a door has no such switch: it is stopped from outside.
if grep -q HALLGATE_FAULT "$(command -v hallgate)"; then touch /run/fault; else kill -STOP "$(pidof hallgate)"; fi
check "nothing is told once the loop is stuck" wait_for 30 grep -q ' silent$' $SITE/journal.log
silent=$(sed -n 's/ silent$//p' $SITE/journal.log)
echo "figure: stuck, found after $((silent - since)) ms (watchdog of 6000 ms)"
wait "$HALLGATE"
check "it is killed" [ $? = 134 ]

rm -f /run/fault
hallgate_start notifywatch 6
check "started anew, frames come" event_wait 30 event=camera state=streaming
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
