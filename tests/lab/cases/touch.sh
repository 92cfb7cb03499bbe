# A touch screen of its own kernel driver before a framebuffer: somebody signs in with the keys drawn beside the line, looks
# at the last scans, opens the gate by hand and locks it again, with a finger alone; then the same panel built in upside
# down. What a finger meant is seen by events and the log, and each page is a screenshot.
# needs: display=800x480
# needs: seconds=600
. /lab/lib.sh
. /lab/touch.sh

cli() { hallgate "$@" --config $SITE/hallgate.toml; }
# page NAME: the page is on the panel, and photographed.
page() {
	check "$1: a page is sent" display_sent_since
	shot "$1"
}
display_lines() { grep -c 'display: .* pixels in' $SITE/journal.log; }
display_sent_since() { wait_for 30 eval '[ "$(display_lines)" -gt "$seen" ]' && sleep 1.5; }
# taps X Y: a finger there, after what was sent so far.
taps() {
	seen=$(display_lines)
	tap "$1" "$2"
}
# types DIGITS: on the keys beside the line.
types() {
	for digit in $(echo "$1" | sed 's/./& /g'); do
		case $digit in
		0) taps 591 375 ;;
		*) taps $((471 + (digit - 1) % 3 * 120)) $((137 + (digit - 1) / 3 * 79)) ;;
		esac
		sleep 0.2
	done
}
enter() { taps 711 375; }
# Back stands behind the keys that turn pages, and behind those that choose.
back_from_page() { taps 300 445; }
back_from_list() { taps 360 445; }

date -s '2026-07-27 11:12:01' >/dev/null
console_off
site_start || fail "no site"
ticket --show-time 2026-07-27T19:30:00 || fail "no ticket"
mkdir /run/frames
# For ten seconds, then a wall: a ticket that stays may be read as a second scan on a busy machine.
frame "$CODE" /run/frames/001.jpg
frame "" /run/wall.jpg
for number in $(seq 102 180); do cp /run/wall.jpg /run/frames/$number.jpg; done
config camera source '"replay:/run/frames"'
config camera hold_ms 10000
config gate unlock_ms 8000
config display driver '"framebuffer"'
config display motion false
config touch device '"auto"'
config_write
check "doctor misses the panel" eval 'cli doctor | tee /out/doctor-without.txt | grep -q "^FAULT .*touch\|^故障.*触摸"'
echo 94718305 | cli operator add chen --role admin --number 900 --called 陈工 --password-stdin || fail "no admin"
printf '94718305\n947183\n' | cli operator add wang.fang --role staff --number 1001 --called 王芳 --as chen --password-stdin || fail "no staff"
hallgate_start RUST_LOG=hallgate=debug
check "no touch panel is there" event_there event=keypad part=touch state=lost
event_there event=verdict verdict=admit || event_wait 60 event=verdict verdict=admit || fail "no verdict"
event_mark
touch_plug || fail "no touch screen"
check "it is found by its driver" event_wait 10 event=keypad part=touch state=connected
cli doctor | tee /out/doctor.txt

check "the gate locks" event_wait 60 event=gate state=locked
sleep 3
shot 01-before
taps 400 240
page 02-front
echo "--- what is no tap"
touch_does "slide 1000 1200 3000 1200" "two 1000 1200 1400 1200"
sleep 2
shot 03-no_tap

echo "--- signing in"
taps 207 145
page 04-number
types 1001
page 05-number_typed
enter
page 06-password
types 947183
page 07-password_typed
enter
sleep 4
page 08-main
check "who signed in is in the log" eval 'cli audit show --what sign_in --json | grep -q "\"who\":\"wang.fang\""'

echo "--- the last scans"
taps 207 145
page 09-last_scans
taps 400 145
page 10-the_scan
taps 700 280
page 11-the_ticket
back_from_page
sleep 3
back_from_list
page 12-main_again

echo "--- opening by hand"
event_mark
taps 207 241
page 13-why
taps 207 241
page 14-ask
event_there event=gate && fail "the gate moves before it was confirmed"
taps 400 379
check "the gate opens" event_wait 20 event=gate state=unlocked
check "its line too" wait_for 5 gpio_is 17 1
check "the log has it" eval 'cli audit show --what opened_by_hand --json | grep -q "\"who\":\"wang.fang\""'
page 15-open
taps 80 445
check "a tap locks it" event_wait 5 event=gate state=locked

echo "--- pulled out and plugged in with a finger on it"
event_mark
touch_does "down 2000 2000"
sleep 0.3
touch_unplug
check "it is lost" event_wait 10 event=keypad part=touch state=lost
touch_plug || fail "no touch screen"
check "it is found again" event_wait 10 event=keypad part=touch state=connected
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]

echo "--- built in upside down"
config display rotation 180
rm /run/frames/001.jpg
hallgate_start RUST_LOG=hallgate=debug
check "it is there" event_there event=keypad part=touch state=connected
sleep 4
taps 400 240
page 16-turned_front
taps 593 222
page 17-turned_device
hallgate_stop
