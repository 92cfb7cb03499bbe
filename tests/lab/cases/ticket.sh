# A ticket before the USB camera opens the gate; the passage locks it; the record reaches the platform.
# needs: uvc
. /lab/lib.sh

site_start || fail "no site"
ticket || fail "no ticket"
frame "" /run/wall.jpg
frame "$CODE" /run/ticket.jpg
uvc_start 1280 720 MJPG 10 /run/wall.jpg || fail "no camera"
config camera source "\"v4l:$UVC_LINK\""
config camera fps 10
gpio_log /run/lines.log 17 27
hallgate_start
event_wait 20 event=camera state=streaming || fail "no frame came"
check "the gate is locked before" gpio_is 17 0

event_mark
uvc_show /run/ticket.jpg
check "admitted" event_wait 60 event=verdict verdict=admit reason=ok film_ticket_code="$TICKET"
verdict=$(cat "$EVENTS.found")
check "line 17 goes high" wait_for 5 gpio_is 17 1
gpio_pulse 27
check "a passage is told" event_wait 10 event=gate state=passed
check "the gate locks" event_wait 10 event=gate state=locked
check "line 17 goes low" wait_for 5 gpio_is 17 0
check "the record is uploaded" event_wait 60 event=upload result=accepted first_seq="$(event_field seq "$verdict")"
check "the platform has it" record_arrived "$TICKET"

uvc_show /run/wall.jpg
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
hallgate report --config $SITE/hallgate.toml --format csv >/run/report.csv
check "the store has the record" grep -q "$TICKET" /run/report.csv
hallgate status --config $SITE/hallgate.toml
gpio_log_end

at=$(event_at "$verdict")
frame_ms=$(event_field frame_ms "$verdict")
high=$(gpio_changed /run/lines.log 17 1)
echo "figure: frame captured to verdict $frame_ms ms, to line 17 high $((high - at + ${frame_ms%.*})) ms (emulated)"
