# A barcode imager types a ticket, and the gate opens although no camera is there; what is no ticket is refused, what
# is torn by pulling the plug is dropped, and nothing that it types reaches the console.
# needs: seconds=500
. /lab/lib.sh
IMAGER=/dev/input/by-id/usb-Lab_Imager_0001-event-kbd

page_is() { ls /run/pages | tail -n 1 | grep -q -- "-$1.png"; }
no_verdict() { [ "$(event_count event=verdict)" = 0 ]; }

site_start || fail "no site"
config imager device "\"$IMAGER\""
config display driver '"png"'
config display device '"/run/pages"'

echo "--- what is typed reaches the console where no terminal runs"
keys_plug imager $IMAGER || fail "no imager"
exec 7</dev/tty1
stty raw -echo <&7
cat <&7 >/run/console.typed &
console=$!
imager_does "type 5 hello"
check "the console hears it" wait_for 10 grep -q hello /run/console.typed
keys_unplug imager $IMAGER
: >/run/console.typed

hallgate_start
check "nothing can be read yet" wait_for 10 page_is out_of_service-camera
check "the imager is not there" event_there event=imager state=lost
event_mark
keys_plug imager $IMAGER || fail "no imager"
check "the imager is connected" event_wait 10 event=imager state=connected
check "the screen sends visitors to the imager" wait_for 5 page_is idle-imager
sleep 0.3

echo "--- a ticket"
ticket || fail "no ticket"
first=$TICKET
event_mark
# An imager that has typed Enter may hesitate in the midst of a code, as this one does on a busy machine.
imager_does "key $ENTER" "type 4 $CODE" "key $ENTER"
check "admitted" event_wait 30 event=verdict reason=ok film_ticket_code="$first"
echo "figure: last key to verdict $(event_field frame_ms) ms (emulated)"
check "line 17 is high" wait_for 5 gpio_is 17 1
gpio_pulse 27
check "the passage locks" event_wait 10 event=gate state=locked

echo "--- no ticket, and no Enter behind it"
event_mark
imager_does "type 2 6921168509256"
check "refused politely" event_wait 10 event=verdict reason=malformed
check "the page says so" wait_for 5 page_is refused-malformed

echo "--- unplugged in the middle of a code"
ticket --seat 0000000000100613 || fail "no ticket"
second=$TICKET
event_mark
imager_does "type 20 $CODE" "key $ENTER"
sleep 1
keys_unplug imager $IMAGER
check "the imager is lost" event_wait 5 event=imager state=lost
sleep 2
check "no verdict of half a code" no_verdict
check "told once" [ "$(event_count event=imager)" = 1 ]
event_mark
keys_plug imager $IMAGER || fail "no imager"
check "the imager is connected again" event_wait 10 event=imager state=connected
sleep 0.3
imager_does "key $ENTER" "type 4 $CODE" "key $TAB"
check "the ticket is admitted" event_wait 30 event=verdict reason=ok film_ticket_code="$second"
gpio_pulse 27
check "the passage locks" event_wait 10 event=gate state=locked

echo "--- more than anybody can read"
flood=$(head -c 6000 /dev/zero | tr '\0' 7)
ticket --seat 0000000000100614 || fail "no ticket"
event_mark
imager_does "type 0 $flood" "key $ENTER" "wait 1500" "key $ENTER" "type 4 $CODE" "key $ENTER"
check "the next ticket is admitted" event_wait 60 event=verdict reason=ok film_ticket_code="$TICKET"
check "no verdict of what came before" [ "$(event_count event=verdict)" = 1 ]

echo "--- five times unplugged and plugged in"
for round in 1 2 3 4 5; do
	event_mark
	keys_unplug imager $IMAGER
	check "$round: lost" event_wait 5 event=imager state=lost
	keys_plug imager $IMAGER || fail "no imager"
	check "$round: connected" event_wait 5 event=imager state=connected
done

hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
check "nothing that was typed reached the console" [ ! -s /run/console.typed ]
imager_does "type 5 bye"
check "and afterwards it does" wait_for 10 grep -q bye /run/console.typed
kill $console
cp -r /run/pages /out/pages
