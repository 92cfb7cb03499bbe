# The power goes at one of two doors in the middle of admissions at both: the disk as it would be then is opened by a
# terminal that hears the other door again, and then, with that one silent, all tickets are shown. What was admitted
# next door is known, also what was told while the power was off and had to be asked for; what was admitted here and
# told is known at both. All the while the kernel's netem delays, reorders and loses what goes between them.
# needs: disk=cut:data:24M:ext4 module=loop module=sch_netem package=iproute2 once seconds=900
. /lab/lib.sh

EACH=4
CUTS=6
cut=/run/cut north=/run/north

mkdir -p /data /run/south /run/frames /run/blank $north/frames $cut
mount -t ext4 /dev/vda /data || fail "no disk"
site_start || fail "no site"
hallgate-peer terminal add --data $PLATFORM --cinema $CINEMA --public-key /lab/terminal.pub terminal-002 || fail "no second terminal"
hexdump -vn 32 -e '1/1 "%02x"' /dev/urandom >$SITE/doors.key
chmod 600 $SITE/doors.key
config store path '"/data/hallgate.db"'
config gate unlock_ms 1000
config admission online '"never"'
config camera source '"replay:/run/south"'
config camera hold_ms 1500
config terminal name '"南门"'
config neighbours key "\"file:$SITE/doors.key\""
config neighbours listen '"127.0.0.1:9010"'
config neighbours doors '["127.0.0.1:9011"]'
config neighbours discover false
config neighbours timeout_ms 1000

# blank FOLDER FIRST LAST: nothing before the camera for so many frames.
blank() {
	for number in $(seq -w "$2" "$3"); do
		{
			printf 'P5 320 240 255\n'
			head -c 76800 /dev/zero | tr '\0' '\377'
		} >"$1/$number.pgm"
	done
}

# The tickets of each door, and all of them as they are shown at last.
blank /run/south 000 009
blank $north/frames 000 009
blank $north/frames 100 900
blank /run/blank 000 900
sold=
for number in $(seq $EACH); do
	for folder in /run/south $north/frames; do
		ticket || fail "no ticket"
		sold="$sold $TICKET"
		frame "$CODE" "$folder/0$((10 + number)).jpg"
		cp "$folder/0$((10 + number)).jpg" "/run/frames/$TICKET.jpg"
	done
done
blank /run/south 100 103

# to_north: the other door's configuration, made of this one's. Its gate is none of the chip's.
to_north() {
	sed -e "s#/data/hallgate.db#$north/hallgate.db#" -e 's#terminal-001#terminal-002#' -e 's#南门#北门#' \
		-e 's#replay:/run/south#replay:/run/north/frames#' -e 's#^chip = .*#driver = "simulated"#' -e '/^passage_line/d' \
		-e 's#127.0.0.1:9010#other#; s#127.0.0.1:9011#127.0.0.1:9010#; s#other#127.0.0.1:9011#' $SITE/hallgate.toml
}

# tells DOOR FILE: what is admitted there is known outside the machine.
tells() {
	tail -n +1 -f "$2" | while read -r line; do
		case $line in
		*'"verdict":"admit"'*) labctl ack "$1" "$(event_field film_ticket_code "$line")" ;;
		esac >/dev/null
	done
}

# caught_up CONFIGURATION: the other door is here, and nothing of it is missing.
caught_up() {
	hallgate status --json --config "$1" 2>/dev/null | tr -d ' \n' | grep -q '"here":true.*"missing":0'
}

# Not the one of the same name in busybox.
/sbin/tc qdisc add dev lo root netem delay 5ms 4ms loss 2% || fail "no netem"

: >/out/acks
config_write
to_north >$north/hallgate.toml
touch $north/events.jsonl $EVENTS
hallgate run --config $north/hallgate.toml --events $north/events.jsonl >$north/journal.log 2>&1 &
door=$!
tells north $north/events.jsonl &
# South begins with the same blank frames: both let people in while they hear each other.
hallgate_start
tells south $EVENTS &
labctl cuts $CUTS 40 >/dev/null || fail "the disk takes no orders"
wait $HALLGATE || fail "hallgate ended badly"
labctl cuts 0 1 >/dev/null
kill -0 $door || {
	cat $north/journal.log
	fail "the other door ended"
}
wait_for 120 eval "[ \$(grep -c '^north' /out/acks) = $EACH ]" || fail "the other door let in $(grep -c '^north' /out/acks)"
for ticket in $(sed -n 's/^north //p' /out/acks); do echo "$ticket"; done | sort -u >/run/of_north
[ -s /run/of_north ] || fail "nobody came in next door"
umount /data
touch /run/boot_id
mount --bind /run/boot_id /proc/sys/kernel/random/boot_id || fail "it is the same start of the machine"

# opens NUMBER: a terminal starts on what this cut left, hears the other door, and is judged without it.
opens() {
	cp "/out/cut-$1.img" $cut.img
	mount -o loop $cut.img $cut || fail "cut $1: no file system"
	rm -f $cut.jsonl
	cat /proc/sys/kernel/random/uuid >/run/boot_id
	sed -e "s#/data/#$cut/#" -e 's#replay:/run/south#replay:/run/blank#' -e 's#^hold_ms = .*#hold_ms = 100#' $SITE/hallgate.toml >$SITE/hears.toml
	sed -e 's#replay:/run/blank#replay:/run/frames#' -e 's#^hold_ms = .*#hold_ms = 300#' $SITE/hears.toml >$SITE/shows.toml
	hallgate run --config $SITE/hears.toml --events $cut.jsonl >$SITE/cut.log 2>&1 &
	hears=$!
	wait_for 60 caught_up $SITE/hears.toml || {
		cat $SITE/cut.log
		fail "cut $1: the doors do not hear each other"
	}
	sleep 2 # what was told is gathered for half a second
	kill -TERM $hears
	wait $hears || fail "cut $1: hallgate ends badly"
	kill -STOP $door
	rm -f $cut.jsonl
	timeout 120 hallgate run --config $SITE/shows.toml --events $cut.jsonl >$SITE/cut.log 2>&1 || {
		cat $SITE/cut.log
		fail "cut $1: hallgate does not start, or ends badly"
	}
	kill -CONT $door
	for ticket in $sold; do judge "$1" "$ticket"; done
	umount $cut
}

# judge NUMBER TICKET: what the terminal says of it after this cut.
judge() {
	said=$(event_fit "event=verdict" "film_ticket_code=$2" <$cut.jsonl | head -n 1)
	reason=$(event_field reason "$said")
	grep -q "^$2\$" /run/of_north && there=" there" || there=
	grep -q "^south $2\$" "/out/cut-$1.told" && here=" here" || here=
	tried=$((tried + 1))
	case "$reason$there$here" in
	"already_checked there") known=$((known + 1)) ;;
	"already_checked here" | "reopened here" | ok | already_checked) ;;
	*)
		faults=$((faults + 1))
		echo "FAULT: cut $1: ticket $2 is told '$reason'${there:+, admitted next door}${here:+, admitted here}"
		;;
	esac
}

tried=0 known=0 faults=0 missed=0
for left in /out/cut-*.told; do
	[ -e "$left" ] || fail "no cut was made"
	number=${left#/out/cut-}
	missed=$((missed + $(wc -l </run/of_north) - $(grep -c '^north' "$left")))
	opens "${number%.told}"
done
kill -TERM $door
wait $door || fail "the other door ends badly"
rm -f /out/cut-*.img
lost=$(/sbin/tc -s qdisc show dev lo | sed -n 's/.*(dropped \([0-9]*\),.*/\1/p' | head -n 1)
[ "${lost:-0}" -gt 0 ] || fail "nothing was lost on the way"
echo "figure: {\"fault\": \"power cut at one of two doors\", \"tried\": $tried, \"known_of_next_door\": $known, \"admitted_there_after_the_cut\": $missed, \"packets_lost\": $lost, \"faults\": $faults}"
[ $known -gt 0 ] || fail "nothing of next door was known"
[ $missed -gt 0 ] || fail "every cut came after all admissions next door"
[ $faults = 0 ] || fail "$faults faults"
