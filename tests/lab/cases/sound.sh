# Sounds and voice on a card: a loopback card records what was played. A card that is not there costs a word in the journal.
# needs: package=alsa-utils module=snd-aloop
. /lab/lib.sh

show() {
	frame "$1" /run/shown.grey 640 480
	cam_show /run/shown.grey
}
record() { arecord -q -D hw:Loopback,1,0 -f S16_LE -c 1 -r 22050 -d "$1" "/run/$2.wav" & recorder=$!; }

site_start || fail "no site"
config terminal language '"en"'
config platform connect_timeout_ms 30000
ticket || fail "no ticket"
frame "" /run/wall.grey 640 480
cam_start 640 480 GREY 10 /run/wall.grey || fail "no camera"
config camera source '"v4l:/dev/video0"'
config camera width 640
config camera height 480
config gate unlock_ms 60000
config sound driver '"alsa"'
config sound device '"plughw:Loopback,0,0"'
config sound voice true
config_write
hallgate doctor --config $SITE/hallgate.toml >/run/doctor 2>&1
check "the doctor finds the card" grep -E '^ok +sound +"plughw:Loopback,0,0" plays' /run/doctor

hallgate_start
check "frames come" event_wait 30 event=camera state=streaming
record 12 admit
show "$CODE"
check "admitted" event_wait 60 event=verdict verdict=admit
cam_show /run/wall.grey
gpio_pulse 27 0.2
check "passed" event_wait 10 event=gate state=passed
wait $recorder
record 12 refuse
event_mark
show "$CODE"
check "refused" event_wait 60 event=verdict verdict=refuse
wait $recorder
cp /run/admit.wav /run/refuse.wav /out/
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]

config sound device '"plughw:9,0"'
cam_show /run/wall.grey
hallgate_start
event_mark
show "$CODE"
check "refused without a card" event_wait 60 event=verdict verdict=refuse
cam_show /run/wall.grey
sleep 3
show "$CODE"
sleep 3
check "told once" [ "$(grep -c 'no sound on' $SITE/journal.log)" = 1 ]
grep 'no sound on' $SITE/journal.log
check "no player is left over" [ -z "$(pidof aplay)" ]
hallgate_stop
check "hallgate stops cleanly" [ $? = 0 ]
