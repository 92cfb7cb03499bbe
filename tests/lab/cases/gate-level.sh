# A gate by level: lamps, buzzer, a bouncing passage sensor, and the fire alarm that nothing overrules.
. /lab/lib.sh

# show TEXT: a code before the camera.
show() {
	frame "$1" /run/shown.grey 640 480
	cam_show /run/shown.grey
}
# bounce FROM TO: the passage contact changes, and bounces; without a new process, so that it is quick.
bounce() {
	for _ in 1 2 3 4 5 6; do
		echo "pull-$2" >"$contact"
		echo "pull-$1" >"$contact"
	done
	echo "pull-$2" >"$contact"
}
# heard MILLISECONDS...: what the buzzer did since $buzzed was on, off, on… as often as this, and of about these lengths: under
# emulation the loop makes them longer, and the log sees them late.
heard() {
	awk -v since="$buzzed" -v wanted="$*" '
		$2 == 25 && $1 >= since { if (was) lengths[n++] = $1 - was; was = $1 }
		END {
			count = split(wanted, least)
			printf "figure: buzzer"
			for (i = 1; i <= n; i++) {
				printf " %d", lengths[i - 1]
				bad = bad || lengths[i - 1] < least[i] / 2
			}
			print " ms for " wanted " (emulated)"
			exit bad || n != count
		}' /run/lines.log
}
# steady LINE LEVEL SINCE: the line has not had another level since then.
steady() { ! awk -v line="$1" -v level="$2" -v since="$3" '$1 > since && $2 == line && $3 != level { found = 1 } END { exit !found }' /run/lines.log; }

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
config gate chip '"label:pinctrl-bcm2711"'
config gate unlock_line '"GPIO17"'
config gate unlock_ms 8000
config gate passage_line '{ line = "GPIO27", active_low = true, bias = "pull-up" }'
config gate release_line 22
config gate debounce_ms 500
config gate red 23
config gate green 24
config gate buzzer 25
config gate light 5
gpio_pull 27 up
contact=$(gpio_dir 27)/pull
gpio_log /run/lines.log 5 17 23 24 25
hallgate_start
check "frames come" event_wait 30 event=camera state=streaming
check "locked, dark, the ticket lit" eval 'gpio_is 17 0 && gpio_is 23 0 && gpio_is 24 0 && gpio_is 5 1'

event_mark
buzzed=$(ms)
show "$FIRST"
check "admitted" event_wait 60 event=verdict verdict=admit film_ticket_code="$FIRST_TICKET"
cam_show /run/wall.grey
check "line 17 goes high" wait_for 5 gpio_is 17 1
check "the green lamp is on, the red one is not" eval 'gpio_is 24 1 && gpio_is 23 0'
bounce up down
check "a bouncing contact is a passage" event_wait 10 event=gate state=passed
check "line 17 goes low" wait_for 5 gpio_is 17 0
bounce down up
sleep 2
check "and no more than one" [ "$(event_count event=gate state=passed)" = 1 ]
check "the green lamp goes off" wait_for 5 gpio_is 24 0
check "the buzzer says admitted" heard 80

sleep 2
event_mark
buzzed=$(ms)
show "$FIRST"
check "refused" event_wait 60 event=verdict verdict=refuse reason=already_checked
check "the red lamp is on" wait_for 5 gpio_is 23 1
sleep 2
check "the buzzer says refused" heard 250 150 250
show "$FIRST"
gpio_pull 22 up
check "the fire alarm opens while it is refused" wait_for 5 gpio_is 17 1
released=$(ms)
check "and is told" event_wait 5 event=gate state=released
show "$SECOND"
gpio_pull 27 down
sleep 2
gpio_pull 27 up
sleep 8
check "nobody is checked" [ "$(event_count event=verdict)" = 1 ]
check "nothing locks it" steady 17 1 "$released"
# Whoever still stands there is admitted at once, faster than a line can be looked at.
cam_show /run/wall.grey
sleep 2
gpio_pull 22 down
check "locked when it is over" wait_for 5 gpio_is 17 0
check "and told" event_wait 5 event=gate state=locked

show "$SECOND"
check "the next visitor is admitted" event_wait 60 event=verdict verdict=admit film_ticket_code="$SECOND_TICKET"
check "line 17 goes high" wait_for 5 gpio_is 17 1
opened=$(ms)
gpio_pull 22 up
event_mark
check "the fire alarm is told while the gate is open" event_wait 5 event=gate state=released
sleep 10
check "longer than a visitor's time" steady 17 1 "$opened"
check "no time-out is told" [ "$(event_count event=gate)" = 1 ]

cam_show /run/wall.grey
sleep 2
buzzed=$(ms)
gpio_pull 22 down
check "locked when it is over" wait_for 5 gpio_is 17 0
gpio_pull 27 down
sleep 4
gpio_pull 27 up
check "attention: somebody walks through the locked gate" heard 600 250 600 250 600
gpio_pull 22 up
check "open" wait_for 5 gpio_is 17 1
kill -KILL "$HALLGATE"
wait "$HALLGATE"
hallgate_start
check "started during the alarm: open" wait_for 5 gpio_is 17 1
check "and told" event_wait 5 event=gate state=released
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
gpio_log_end
