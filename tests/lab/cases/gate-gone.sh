# The gate's chip disappears and comes back: told, and set to what it should be by then.
. /lab/lib.sh

site_start || fail "no site"
config platform connect_timeout_ms 30000
ticket || fail "no ticket"
frame "" /run/wall.grey 640 480
frame "$CODE" /run/ticket.grey 640 480
cam_start 640 480 GREY 10 /run/wall.grey || fail "no camera"
config camera source '"v4l:/dev/video0"'
config camera width 640
config camera height 480
config gate chip '"label:pinctrl-bcm2711"'
config gate unlock_ms 600000
config gate release_line 22
config gate red 23
config gate light 5
hallgate_start
check "frames come" event_wait 30 event=camera state=streaming

echo "- while it is idle"
event_mark
gone=$(ms)
gpio_gone
check "a fault is told" event_wait 10 event=gate state=fault
echo "figure: chip gone, told after $(($(event_at) - gone)) ms"
gpio_setup
check "locked again" event_wait 10 event=gate state=locked
check "the light is back" wait_for 5 gpio_is 5 1
check "the wire is low" gpio_is 17 0

echo "- while a visitor is waited for"
event_mark
cam_show /run/ticket.grey
check "admitted" event_wait 60 event=verdict verdict=admit film_ticket_code="$TICKET"
check "line 17 goes high" wait_for 5 gpio_is 17 1
event_mark
gpio_gone
check "a fault is told" event_wait 10 event=gate state=fault
sleep 2
gpio_setup
check "unlocked again" event_wait 10 event=gate state=unlocked
check "line 17 is high" wait_for 5 gpio_is 17 1
event_mark
gpio_pulse 27 0.2
check "the passage is seen by the new chip" event_wait 10 event=gate state=passed
check "line 17 goes low" wait_for 5 gpio_is 17 0

echo "- while the fire alarm begins"
event_mark
gpio_gone
check "a fault is told" event_wait 10 event=gate state=fault
gpio_setup && gpio_pull 22 up
check "released" event_wait 10 event=gate state=released
check "line 17 is high" wait_for 5 gpio_is 17 1

echo "- while the fire alarm stands"
event_mark
gpio_gone
check "a fault is told" event_wait 10 event=gate state=fault
gpio_setup && gpio_pull 22 up
check "released again" event_wait 10 event=gate state=released
check "line 17 is high" wait_for 5 gpio_is 17 1
event_mark
gpio_pull 22 down
check "locked when it is over" event_wait 10 event=gate state=locked
check "line 17 goes low" wait_for 5 gpio_is 17 0
check "the journal names the line" grep -q 'gate.unlock_line\|gate.passage_line' $SITE/journal.log

hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
