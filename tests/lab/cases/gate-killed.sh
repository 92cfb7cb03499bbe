# The terminal is killed with the gate open: `hallgate safe-state` sets the lines. What a simulated line does once nobody
# holds it is what pulls at it, so it is pulled the other way and its log shows what was set.
. /lab/lib.sh

# safe_state: its exit code; what it said in /run/said.
safe_state() {
	set_since=$(ms)
	hallgate safe-state --config $SITE/hallgate.toml >/run/said 2>&1
	safe_code=$?
	took=$(($(ms) - set_since))
	cat /run/said
	return $safe_code
}
# was_set LINE LEVEL: the log has seen it. A busy machine may sleep through the moment: then it is set once more.
was_set() {
	seen_since=$set_since
	for try in 1 2 3 4 5; do
		sleep 0.2
		[ -n "$(gpio_changed /run/lines.log "$1" "$2" "$seen_since")" ] && return
		safe_state
	done
	return 1
}
says() { grep -q "$1" /run/said; }

site_start || fail "no site"
config platform connect_timeout_ms 30000
config terminal language '"en"'
ticket || fail "no ticket"
frame "" /run/wall.grey 640 480
frame "$CODE" /run/ticket.grey 640 480
cam_start 640 480 GREY 10 /run/wall.grey || fail "no camera"
config camera source '"v4l:/dev/video0"'
config camera width 640
config camera height 480
config gate unlock_ms 600000
config gate release_line 22
config gate light 5
gpio_pull 17 up
gpio_pull 5 up
gpio_log /run/lines.log 5 17
hallgate_start
cam_show /run/ticket.grey
check "admitted" event_wait 60 event=verdict verdict=admit film_ticket_code="$TICKET"
check "the gate is open" wait_for 5 gpio_is 17 1
kill -KILL "$HALLGATE"
wait "$HALLGATE"
check "it was killed" [ $? = 137 ]
check "safe-state says locked" eval 'safe_state && says "the gate is locked"'
echo "figure: safe-state took $took ms (emulated)"
check "the line was set low" was_set 17 0
check "so was the light's" was_set 5 0

gpio_pull 22 up
gpio_pull 17 down
check "with the fire alarm it says open" eval 'safe_state && says "the gate is open, as the fire alarm stands"'
check "the line was set high" was_set 17 1
gpio_pull 22 down

config gate safe_state '"open"'
config gate unlock_line '{ line = 17, active_low = true }'
config_write
gpio_pull 17 up
sleep 0.1
check "fail-open says open" eval 'safe_state && says "the gate is open, its safe state"'
check "the line that is active low was set low" was_set 17 0

config gate safe_state
config_write
gpio_pull 17 down
sleep 0.1
sed -i 's/^\[terminal\]/[terminal/' $SITE/hallgate.toml
check "a damaged configuration still has its gate" eval 'safe_state && says "the gate is locked"'
check "the line that is active low was set high" was_set 17 1
sed -i 's/^unlock_line.*/unlock_line = /' $SITE/hallgate.toml
check "no line is guessed" eval '! safe_state && says "put \[gate\] right"'
check "a missing configuration is a fault" eval '! hallgate safe-state --config /none'

config_write
gpio_pull 17 up
config gate unlock_line
hallgate_start
(sleep 0.5 && kill -KILL "$HALLGATE") &
check "a line that is held is waited for" eval 'safe_state && says "the gate is locked"'
check "for a moment" [ "$took" -ge 200 ]
wait "$HALLGATE"
hallgate_start
check "but not for ever" eval '! safe_state && says "is held by"'
check "the terminal has kept it" hallgate_there
gpio_pull 17 up
config gate safe_state '"open"'
gpio_pull 17 down
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
gpio_log_end
