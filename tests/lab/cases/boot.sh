# A whole Debian boots: systemd brings the terminal up without a network, shuts it in, gives it its secrets, and brings
# it back when it is killed or hangs, with the gate in its safe state meanwhile.
# needs: systemd display=800x480 memory=768 seconds=480 file=systemd/plain-credentials.conf:lab/plain-credentials.conf
. /lab/lib.sh

unit() { systemctl show -P "$1" hallgate; }
told() { journalctl -b -u hallgate -o cat --no-pager --grep "$1" 2>/dev/null | grep -q .; }
active() { [ "$(unit ActiveState)" = active ]; }
process() { sed -n "s/^$1:[[:space:]]*//p" "/proc/$PID/status"; }
process_is() { [ "$(process "$1")" = "$2" ]; }
fail() {
	echo "FAILED: $*"
	systemctl --no-pager status hallgate
	journalctl -b -u hallgate --no-pager -o short-monotonic | tail -n 30
	exit 1
}

# ---- up

wait_for 120 active || fail "hallgate is not up"
ready=$(unit ActiveEnterTimestampMonotonic)
echo "figure: from the kernel's start to ready $((ready / 1000)) ms, of it the service $(((ready - $(unit InactiveExitTimestampMonotonic)) / 1000)) ms (emulated)"
check "it said READY=1 itself" [ "$(unit Type)$(unit NotifyAccess)" = notifymain ]
check "there is no network but lo" [ "$(ls /sys/class/net)" = lo ]
check "nothing of the network is waited for" [ -z "$(systemctl list-dependencies --plain --all hallgate | grep -E 'network|time-sync')" ]
wait_for 60 sh -c '[ -z "$(systemctl list-jobs --no-legend)" ]'
systemd-analyze --no-pager
systemd-analyze --no-pager critical-chain hallgate.service
systemd-analyze --no-pager blame | head -n 8
check "no unit has failed" [ -z "$(systemctl --failed --no-legend)" ]
check "it is never given up" [ "$(unit StartLimitIntervalUSec)$(unit Restart)" = 0always ]

drawn() { [ "$(tr -d '\000' </dev/fb0 2>/dev/null | head -c 200001 | wc -c)" -gt 200000 ]; }
check "its screen is drawn" wait_for 30 drawn

# ---- shut in

PID=$(unit MainPID)
check "it runs as its own user" [ "$(stat -c %U "/proc/$PID")" = hallgate ]
check "it gets no new privileges" process_is NoNewPrivs 1
check "its system calls are filtered" process_is Seccomp 2
for set in CapInh CapPrm CapEff CapBnd CapAmb; do check "$set is empty" process_is $set 0000000000000000; done
# mounted PLACE: its options in the service's own view.
mounted() { awk -v at="$1" '$5 == at { told = $6 } END { print told }' "/proc/$PID/mountinfo"; }
check "the disk is read-only for it" sh -c "echo '$(mounted /)' | grep -qE '^ro(,|$)'"
check "its own folder is not" sh -c "echo '$(mounted /var/lib/hallgate)' | grep -qE '^rw(,|$)'"
sh /lab/probe-unit || fail "the probe does not run"
cat /run/probe/told
check "from inside all is open and shut as it should be" sh -c '[ -s /run/probe/told ] && ! grep -v "^ok: " /run/probe/told'
# Otherwise something else than the unit shut it, and the probe proves nothing.
check "the backlight got it" grep -qx 40 /sys/class/backlight/lab/brightness
check "without the unit nothing is shut" sh -c '! grep "^ok: can.t" /run/probe-plain/told'

# ---- its secrets

secrets=/run/credentials/hallgate.service
check "the database's key is there, decrypted" cmp -s $secrets/hallgate-db /lab/hallgate-db
check "the terminal's key is there, decrypted" cmp -s $secrets/terminal-key /lab/terminal-key
check "nobody else may read them" [ "$(stat -c %a:%U $secrets/hallgate-db)" = 400:hallgate ]
check "one is not taken for the other" sh -c '! systemd-creds decrypt --name=hallgate-db /etc/credstore.encrypted/terminal-key - 2>/dev/null'
check "the disk has them encrypted" sh -c '! grep -q 5a5a5a5a /etc/credstore.encrypted/hallgate-db'

# ---- a camera that is plugged in now; its kind was allowed before the kernel had one

check "no camera is there yet" [ ! -e /dev/video0 ]
uvc_start 640 480 MJPG 10 /lab/wall.jpg || fail "no camera"
wait_for 20 [ -e /dev/hallgate/camera ]
check "udev gives it a lasting name" [ "$(readlink -f /dev/v4l/by-id/*-video-index0)" = "$(readlink -f /dev/hallgate/camera)" ]
check "it streams" wait_for 30 told "the camera streams"
check "the keys are there" wait_for 60 told "keys"
check "the display is dimmed while nobody is there" wait_for 30 grep -qx 30 /sys/class/backlight/lab/brightness
gpio_log /run/lines.log 17
check "the gate is locked" gpio_is 17 0
uvc_show /lab/ticket-101.jpg
check "line 17 goes high for a ticket" wait_for 60 gpio_is 17 1
journalctl -b -u hallgate -o cat --no-pager --grep admitted

# ---- killed with the gate open

restarts=$(unit NRestarts)
check "the gate is open" gpio_is 17 1
killed=$(ms)
kill -KILL "$PID"
check "line 17 goes low" wait_for 20 gpio_is 17 0
again() { [ "$(unit NRestarts)" -gt "$restarts" ] && active && [ "$(unit MainPID)" != "$PID" ]; }
check "it is back" wait_for 60 again
echo "figure: killed to ready again $(($(ms) - killed)) ms (emulated)"
check "the lines were put into their safe state" told "the gate is locked, its safe state"
check "the ticket stays used" wait_for 60 told "refused.*already"

# ---- an imager is plugged in; it types the second ticket

uvc_stop
keys_plug imager /run/imager || fail "no imager"
check "udev gives the imager a lasting name" wait_for 20 [ -e /dev/hallgate/imager ]
check "it is taken" wait_for 30 told "the imager is connected"
sleep 1
# A machine that is busy with others may pause between two keys, which ends a code: then it is scanned again.
scan() {
	imager_does "type 1 $(cat /lab/ticket-102)" "key $ENTER"
	wait_for 10 told "admitted ticket …0102"
}
scan_again() { scan || scan || scan || scan || scan; }
check "its ticket is admitted" scan_again
check "line 17 goes high for it" wait_for 20 gpio_is 17 1
check "no sound was lost" sh -c "! journalctl -b -u hallgate -o cat | grep 'no sound'"

# ---- hangs

PID=$(unit MainPID)
restarts=$(unit NRestarts)
hung=$(ms)
if grep -q HALLGATE_FAULT /usr/bin/hallgate; then touch /run/lab-fault; else kill -STOP "$PID"; fi
check "it is brought back" wait_for 60 again
rm -f /run/lab-fault
check "by the watchdog" sh -c "journalctl -b -u hallgate --no-pager | grep -q 'Watchdog timeout'"
echo "figure: hung to ready again $(($(ms) - hung)) ms, 10 s of it the watchdog's (emulated)"

# ---- the end

systemctl stop hallgate
check "it stops cleanly" [ "$(unit Result)" = success ]
systemd-analyze security hallgate --no-pager | tail -n 1

# ---- the same with plain secrets, for boards that can't encrypt them

mkdir -p -m 700 /etc/credstore
cp /lab/hallgate-db /lab/terminal-key /etc/credstore/
chmod 600 /etc/credstore/*
cp /lab/plain-credentials.conf /etc/systemd/system/hallgate.service.d/
rm /etc/credstore.encrypted/*
systemctl daemon-reload
check "it starts with plain secrets" systemctl start hallgate
check "and has them" cmp -s $secrets/hallgate-db /lab/hallgate-db
