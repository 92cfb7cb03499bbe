# The camera comes and goes: unplugged in the middle of a scan, plugged in again under another number, silent
# without an error, with damaged frames. The gate keeps its state, and a ticket is admitted afterwards.
# needs: uvc option=uvcvideo:nodrop=1 seconds=240
. /lab/lib.sh

# lost SINCE, streaming SINCE: waits for the event; its milliseconds since then into $took.
lost() {
	check "the camera counts as lost" event_wait 15 event=camera state=lost
	took=$(($(event_at) - $1))
}
streaming() {
	check "the camera streams" event_wait 30 event=camera state=streaming
	took=$(($(event_at) - $1))
}
unplug() {
	event_mark
	since=$(ms)
	uvc_stop
	lost "$since"
}
plug() {
	event_mark
	since=$(ms)
	uvc_start 1280 720 MJPG 10 "$1" || fail "no camera"
	streaming "$since"
}
other_there() { [ -c "$(uvc_dev 1)" ]; }
damaged() { grep -c 'gave a damaged frame' $SITE/journal.log; }

site_start || fail "no site"
frame "" /run/wall.jpg
ticket && frame "$CODE" /run/first.jpg
first=$TICKET
ticket --seat 0000000000100613 && frame "$CODE" /run/second.jpg
second=$TICKET
uvc_start 1280 720 MJPG 10 /run/wall.jpg || fail "no camera"
config camera source "\"v4l:$UVC_LINK\""
config camera fps 10
config gate unlock_ms 600000
hallgate_start RUST_LOG=debug
streaming "$(ms)"

echo "--- unplugged in the middle of a scan"
uvc_show /run/first.jpg
sleep 0.1
unplug
echo "figure: unplugged in a scan, told lost after $took ms"
plug /run/first.jpg
echo "figure: plugged in, streaming after $took ms"
event_seen=0
check "the ticket is admitted" event_wait 60 event=verdict reason=ok film_ticket_code="$first"
check "line 17 is high" wait_for 5 gpio_is 17 1

echo "--- unplugged while the gate is open"
unplug
check "line 17 stays high" gpio_is 17 1
check "no gate event" [ "$(event_count event=gate)" = 0 ]
gpio_pulse 27
check "the passage locks" event_wait 10 event=gate state=locked
check "line 17 is low" wait_for 5 gpio_is 17 0
plug /run/wall.jpg

worst_lost=0 worst_back=0
for round in 1 2 3 4 5; do
	echo "--- round $round"
	unplug
	[ "$took" -gt $worst_lost ] && worst_lost=$took
	if [ $round = 3 ]; then
		# Another camera takes the number meanwhile.
		UVC_PORT=1 uvcsim 1280 720 MJPG 10 /run/wall.jpg >/run/other.log 2>&1 &
		wait_for 30 other_there
		before=$(uvc_dev 1)
	fi
	plug /run/wall.jpg
	[ "$took" -gt $worst_back ] && worst_back=$took
	[ $round != 3 ] || check "it has another number ($(uvc_dev), before $before)" [ "$(uvc_dev)" != "$before" ]
done
echo "figure: five times unplugged and plugged in: lost after at most $worst_lost ms, streaming after at most $worst_back ms"

echo "--- damaged frames"
before=$(damaged)
event_mark
uvc_damage
more_damaged() { [ "$(damaged)" -gt "$before" ]; }
check "a frame broken off is damaged" wait_for 10 more_damaged
before=$(damaged)
head -c 9000 /run/wall.jpg >/run/torn.jpg
uvc_show /run/torn.jpg
check "half a JPEG is damaged" wait_for 10 more_damaged
uvc_show /run/wall.jpg
sleep 1
check "that costs those frames alone" [ "$(event_count event=camera)" = 0 ]

echo "--- a ticket afterwards"
uvc_show /run/second.jpg
check "the ticket is admitted" event_wait 60 event=verdict reason=ok film_ticket_code="$second"
gpio_pulse 27
check "the passage locks" event_wait 10 event=gate state=locked
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
hallgate report --config $SITE/hallgate.toml --format csv >/run/report.csv
check "each ticket has one record" [ "$(grep -c -e "$first" -e "$second" /run/report.csv)" = 2 ]

echo "--- silent without an error"
config camera silence_ms
uvc_show /run/wall.jpg
hallgate_start
streaming "$(ms)"
event_mark
since=$(ms)
uvc_freeze
lost "$since"
echo "figure: silent, told lost after $took ms"
sleep 3
event_mark
since=$(ms)
uvc_thaw
streaming "$since"
echo "figure: frames again, streaming after $took ms"
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
uvc_stop

echo "--- a loopback camera whose writer stops, and goes"
frame "" /run/wall.yuyv 640 480
ticket --seat 0000000000100614 && frame "$CODE" /run/third.yuyv 640 480
cam_start 640 480 YUYV 10 /run/wall.yuyv || fail "no loopback camera"
config camera source '"v4l:/dev/video0"'
hallgate_start
streaming "$(ms)"
event_mark
since=$(ms)
cam_freeze
lost "$since"
echo "figure: writer stopped, told lost after $took ms"
# The driver shows the last picture once more to whoever opens the device: that is no camera that streams.
sleep 3
cam_thaw
cam_show /run/third.yuyv
check "a ticket is admitted once it goes on" event_wait 60 event=verdict reason=ok film_ticket_code="$TICKET"
gpio_pulse 27
event_mark
since=$(ms)
cam_stop
lost "$since"
echo "figure: writer gone, told lost after $took ms"
ticket --seat 0000000000100615 && frame "$CODE" /run/fourth.yuyv 640 480
cam_start 640 480 YUYV 10 /run/fourth.yuyv || fail "no loopback camera"
check "a ticket is admitted once it is back" event_wait 60 event=verdict reason=ok film_ticket_code="$TICKET"
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
