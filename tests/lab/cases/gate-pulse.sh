# A turnstile that locks by itself, on a relay board that switches on low: a pulse a visitor, held for the fire alarm.
. /lab/lib.sh

show() {
	frame "$1" /run/shown.grey 640 480
	cam_show /run/shown.grey
}
# pulses: how often the wire went low so far.
pulses() { awk '$2 == 17 && $3 == 0' /run/lines.log | wc -l; }
pulses_are() { [ "$(pulses)" = "$1" ]; }

site_start || fail "no site"
config platform connect_timeout_ms 30000
ticket || fail "no ticket"
FIRST=$CODE FIRST_TICKET=$TICKET
ticket || fail "no ticket"
SECOND=$CODE SECOND_TICKET=$TICKET
frame "" /run/wall.grey 640 480
cam_start 640 480 GREY 10 /run/wall.grey || fail "no camera"
config camera source '"v4l:/dev/video0"'
config camera width 640
config camera height 480
config gate unlock_line '{ line = 17, active_low = true }'
config gate unlock '"pulse"'
config gate pulse_ms 700
config gate unlock_ms 60000
config gate release_line 22
hallgate_start
check "frames come" event_wait 30 event=camera state=streaming
check "the wire is high while the gate is locked" gpio_is 17 1
gpio_log /run/lines.log 17

show "$FIRST"
check "admitted" event_wait 60 event=verdict verdict=admit film_ticket_code="$FIRST_TICKET"
show "$SECOND"
check "the second, too" event_wait 60 event=verdict verdict=admit film_ticket_code="$SECOND_TICKET"
sleep 2
check "one pulse so far" pulses_are 1
check "it is over" gpio_is 17 1
gpio_pulse 27
check "the first walks through" event_wait 10 event=gate state=passed
check "the second has a pulse" wait_for 5 pulses_are 2
check "it ends" wait_for 5 gpio_is 17 1
sleep 1
event_mark
gpio_pulse 27
check "the gate counts as locked" event_wait 10 event=gate state=locked
sleep 2
check "no third pulse" pulses_are 2
echo "figure: pulses of $(awk '$2 == 17 { if ($3 == 0) low = $1; else if (low) printf "%d ", $1 - low }' /run/lines.log)ms for 700 (emulated)"

gpio_pull 22 up
check "the fire alarm" wait_for 5 gpio_is 17 0
sleep 3
check "holds the line" pulses_are 3
check "for as long as it stands" gpio_is 17 0
gpio_pull 22 down
check "and gives it back" wait_for 5 gpio_is 17 1
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
gpio_log_end
