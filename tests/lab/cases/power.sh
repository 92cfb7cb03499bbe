# The power goes while visitors are admitted and walk through: the disk as it would be then, without what was not
# flushed, with some of it, with all of it, is opened by a terminal before which all tickets are shown again. Whoever
# was told to be admitted is known, whoever was told to have passed is refused, nothing was damaged.
# HALLGATE_PROOF=long: 200 cuts.
# needs: disk=cut:data:24M:ext4 module=loop once seconds=600 seconds-long=14400
. /lab/lib.sh

VISITORS=6
CUTS=10
rounds=1
grep -q proof=long /proc/cmdline && rounds=20
cut=/run/cut

mkdir -p /data /run/frames $cut
mount -t ext4 /dev/vda /data || fail "no disk"
echo >/run/boot_id
site_start || fail "no site"
config store path '"/data/hallgate.db"'
config gate reopen_within_s 3600
config gate unlock_ms 1000
config camera source '"replay:/run/frames"'
config admission online '"never"'

# tells: what is told of visitors is known outside the machine; every second one walks through.
tells() {
	tail -n +1 -f "$EVENTS" | while read -r line; do
		case $line in
		*'"verdict":"admit"'*) labctl ack admitted "$(event_field film_ticket_code "$line")" "$(event_field seq "$line")" ;;
		*'"state":"unlocked"'*)
			walker=$(event_field seq "$line")
			[ $((walker % 2)) = 1 ] || gpio_pulse 27
			;;
		*'"state":"passed"'*) labctl ack passed "$(event_field seq "$line")" ;;
		esac >/dev/null
	done
}

# admits: a terminal with an empty store, visitors, and cuts meanwhile.
admits() {
	rm -rf /data/hallgate.db* "$EVENTS"
	: >/out/acks
	config camera hold_ms 1500
	hallgate_start
	tells &
	teller=$!
	labctl cuts $CUTS 12 >/dev/null || fail "the disk takes no orders"
	wait $HALLGATE || fail "hallgate ended badly"
	labctl cuts 0 1 >/dev/null
	kill $teller $(pidof tail) 2>/dev/null
	umount /data && mount -t ext4 /dev/vda /data || fail "the disk does not mount"
}

# opens NUMBER: a terminal starts on what this cut left, and is judged.
opens() {
	policy=$(sed -n 's/^unflushed //p' "/out/cut-$1.told")
	tell $policy tried
	cp "/out/cut-$1.img" $cut.img
	mount -o loop $cut.img $cut || fail "cut $1: no file system"
	rm -f $cut.jsonl
	# Power that comes back starts the machine anew.
	cat /proc/sys/kernel/random/uuid >/run/boot_id
	sed "s#/data/#$cut/#" $SITE/hallgate.toml >$SITE/cut.toml
	if timeout 90 hallgate run --config $SITE/cut.toml --events $cut.jsonl >$SITE/cut.log 2>&1; then
		for ticket in $sold; do
			judge "$1" "$ticket"
		done
	else
		cat $SITE/cut.log
		tell $policy not_recovered "cut $1: hallgate does not start, or ends badly"
	fi
	hallgate audit verify --config $SITE/cut.toml >/dev/null ||
		tell $policy not_recovered "cut $1: the protected log is broken"
	for aside in $cut/hallgate.db.damaged*; do
		[ ! -e "$aside" ] || tell $policy not_recovered "cut $1: a flushed database is damaged"
	done
	umount $cut
}

# judge NUMBER TICKET: what the terminal says after this cut, beside what was told of the ticket before it.
judge() {
	said=$(event_fit "film_ticket_code=$2" <$cut.jsonl | head -n 1)
	reason=$(event_field reason "$said")
	seq=$(sed -n "s/^admitted $2 //p" "/out/cut-$1.told" | head -n 1)
	passed=
	[ -z "$seq" ] || passed=$(sed -n "/^passed $seq\$/p" "/out/cut-$1.told")
	case "$reason${seq:+ told}${passed:+ passed}" in
	ok | already_checked | reopened) ;;
	"already_checked told" | "reopened told" | "already_checked told passed") ;;
	"ok told" | "ok told passed") tell $policy lost "cut $1: ticket $2 is admitted again" ;;
	"reopened told passed") tell $policy wrongly_admitted "cut $1: the gate opens again for ticket $2" ;;
	*) tell $policy not_recovered "cut $1: ticket $2 is told '$reason'" ;;
	esac
	held=$(hallgate records --format csv --config $SITE/cut.toml | grep -c "^[0-9]*,$2,")
	[ "$held" -le 1 ] || tell $policy doubled "cut $1: ticket $2 has $held records"
}

# tell POLICY COUNT [WORDS]: one more of a kind.
tell() {
	echo "$2" >>"/run/tally-$1"
	[ $# -lt 3 ] || echo "FAULT: $3"
}
count() { grep -c "^$2\$" "/run/tally-$1"; }

told=0
while [ $rounds -gt 0 ]; do
	rm -f /run/frames/* /out/cut-*
	sold=
	for number in $(seq $VISITORS); do
		ticket || fail "no ticket"
		sold="$sold $TICKET"
		frame "$CODE" "/run/frames/$number.jpg"
	done
	admits
	config camera hold_ms 100
	config_write
	mount --bind /run/boot_id /proc/sys/kernel/random/boot_id || fail "it is the same start of the machine"
	for left in /out/cut-*.told; do
		[ -e "$left" ] || continue
		number=${left#/out/cut-}
		opens "${number%.told}"
		told=$((told + $(grep -vc '^unflushed' "$left")))
	done
	umount /proc/sys/kernel/random/boot_id
	rounds=$((rounds - 1))
done
rm -f /out/cut-*.img
[ $told -gt 0 ] || fail "nothing was told before any cut"
faults=0
for policy in none random all; do
	[ -e /run/tally-$policy ] || fail "no cut left $policy of what was not flushed"
	parts=
	for kind in tried lost doubled wrongly_admitted not_recovered; do
		number=$(count $policy $kind)
		parts="$parts, \"$kind\": $number"
		[ $kind = tried ] || faults=$((faults + number))
	done
	echo "figure: {\"fault\": \"power cut: $policy of the unflushed is kept\"$parts}"
done
[ $faults = 0 ] || fail "$faults faults"
