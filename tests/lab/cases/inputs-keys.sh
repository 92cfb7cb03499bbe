# A number pad that is found by its keys, and four buttons: they open and leave the menu; neither is missed at the door
# when it is gone.
# needs: seconds=500
. /lab/lib.sh
IMAGER=/dev/input/by-id/usb-Lab_Imager_0001-event-kbd
PAD=/dev/input/by-id/usb-Lab_Pad_0001-event-kbd

page_is() { ls /run/pages | tail -n 1 | grep -q -- "-$1.png"; }
shows() { check "$1: $2" wait_for 10 page_is "$2"; }
# press LINE: a button between its line and ground.
press() {
	gpio_pull "$1" down
	sleep 0.15
	gpio_pull "$1" up
	sleep 0.1
}

site_start || fail "no site"
config terminal language '"en"'
config keypad device '"auto"'
config keypad buttons '[5, 6, 13, 19]'
config imager device "\"$IMAGER\""
config display driver '"png"'
config display device '"/run/pages"'
keys_plug imager $IMAGER || fail "no imager"
hallgate_start
check "the buttons are there" event_there event=keypad part=buttons state=connected
check "the imager is" event_there event=imager state=connected
check "no number pad is there, and the imager is not taken for one" event_there event=keypad part=pad state=lost
doctor=$(hallgate doctor --config $SITE/hallgate.toml)
echo "$doctor"
check "doctor misses the pad" eval 'echo "$doctor" | grep -q "^FAULT  keypad .*no USB device has number keys"'
check "doctor knows who holds the imager" eval 'echo "$doctor" | grep -q "^note   imager .*\"Lab imager\", held by"'

event_mark
keys_plug pad $PAD || fail "no pad"
check "the number pad is found" event_wait 5 event=keypad part=pad state=connected
doctor=$(hallgate doctor --config $SITE/hallgate.toml)
check "doctor knows who holds the pad and the buttons" eval 'echo "$doctor" | grep -q "^note   keypad .*\"Lab pad\", held by.*held by the running terminal"'

shows "at first" idle-imager
pad_does "key $KPENTER"
shows "Enter on the pad" menu-front
pad_does "key $KPSTAR"
shows "Back on the pad" idle-imager
press 13
shows "the third button" menu-front
press 19
shows "the fourth button" idle-imager
press 5
press 6
shows "the others" idle-imager
press 13
press 6
press 13
shows "the second item" menu-device
press 19
press 19
shows "the fourth button twice" idle-imager
pad_does "down $KPENTER"
shows "Enter held down" menu-front
sleep 1
pad_does "up $KPENTER" "key $KPSTAR"
shows "and let go" idle-imager

echo "--- a ticket takes the page's place"
pad_does "key $KPENTER"
shows "Enter on the pad" menu-front
ticket || fail "no ticket"
imager_does "key $ENTER" "type 4 $CODE" "key $ENTER"
check "admitted" event_wait 30 event=verdict reason=ok
shows "the verdict" admitted
gpio_pulse 27
check "the passage locks" event_wait 10 event=gate state=locked

echo "--- unplugged with a key held down"
event_mark
pad_does "down $KPENTER"
sleep 0.2
keys_unplug pad $PAD
check "the pad is lost" event_wait 5 event=keypad part=pad state=lost
check "told once" [ "$(event_count event=keypad)" = 1 ]
ticket --seat 0000000000100613 || fail "no ticket"
imager_does "key $ENTER" "type 4 $CODE" "key $ENTER"
check "the door goes on" event_wait 30 event=verdict reason=ok
keys_plug pad $PAD || fail "no pad"
check "the pad is found again" event_wait 5 event=keypad part=pad state=connected
check "the menu has left by itself meanwhile" wait_for 45 page_is idle-imager
pad_does "key $KPENTER"
shows "Enter on the pad" menu-front
check "it leaves by itself" wait_for 45 page_is idle-imager

hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
cp -r /run/pages /out/pages
