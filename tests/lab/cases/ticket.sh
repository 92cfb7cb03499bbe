# A ticket before the USB camera opens the gate and is on the screen; the passage locks it; the record reaches the
# platform.
# needs: uvc display=800x480
. /lab/lib.sh
. /lab/panels.sh

date -s "$PAGES_AT" >/dev/null
site_start || fail "no site"
show=2026-07-27T19:30:00
console_off

# What the screen has to show: the page of a ticket with the same seat.
ticket --show-time $show || fail "no ticket"
mkdir /run/frames
frame "$CODE" /run/frames/1.jpg
config camera source '"replay:/run/frames"'
config camera hold_ms 3600000
config display driver '"png"'
config display device '"/run/pictures"'
config display width 800
config display height 480
hallgate_start
event_wait 60 event=verdict verdict=admit || fail "not admitted"
drawn() { ls /run/pictures/*admitted.png; }
wait_for 30 drawn || fail "no picture of the page"
hallgate_stop
cp "$(drawn | tail -n 1)" /out/page.png
rm $SITE/hallgate.db*
for key in device width height; do config display $key; done

ticket --show-time $show || fail "no ticket"
frame "" /run/wall.jpg
frame "$CODE" /run/ticket.jpg
uvc_start 1280 720 MJPG 10 /run/wall.jpg || fail "no camera"
config camera source "\"v4l:$UVC_LINK\""
config camera hold_ms
config camera fps 10
config display driver '"framebuffer"'
config gate unlock_ms 60000
gpio_log /run/lines.log 17 27
date -s "$PAGES_AT" >/dev/null
hallgate_start RUST_LOG=hallgate=debug
check "frames come" event_wait 20 event=camera state=streaming
check "the gate is locked before" gpio_is 17 0

event_mark
display_mark
uvc_show /run/ticket.jpg
check "admitted" event_wait 60 event=verdict verdict=admit reason=ok film_ticket_code="$TICKET"
verdict=$(cat "$EVENTS.found")
check "line 17 goes high" wait_for 5 gpio_is 17 1
uvc_show /run/wall.jpg
check "the page is sent to the screen" display_rests
shot admitted
gpio_pulse 27
check "a passage is told" event_wait 10 event=gate state=passed
check "the gate locks" event_wait 10 event=gate state=locked
check "line 17 goes low" wait_for 5 gpio_is 17 0
check "the record is uploaded" event_wait 60 event=upload result=accepted first_seq="$(event_field seq "$verdict")"
check "the platform has it" record_arrived "$TICKET"

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
