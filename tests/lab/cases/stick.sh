# A USB stick is mounted when it is plugged in, the terminal's service can write to it and to nothing else on it, the
# reports come onto it whole, and it may be locked, full, foreign, or pulled or told to stop in the middle.
# needs: systemd memory=768 seconds=800 stick=fat:80M stick=ex:40M stick=four:40M:ext4 stick=foreign:40M:ext2
# needs: package=exfatprogs
. /lab/lib.sh

unit() { systemctl show -P "$1" hallgate; }
active() { [ "$(unit ActiveState)" = active ]; }
mounted() { grep -q " /run/hallgate-stick/$1 " /proc/mounts; }
not_mounted() { ! mounted "$1"; }
# inside COMMAND...: as the service is, behind the same walls; what it told into /run/inside/told.
inside() {
	{
		sed -e '/^ExecSt/d; /^Type=/d; /^NotifyAccess=/d; /^WatchdogSec=/d; /^Restart/d; /^RuntimeDirectory/d; /^\[Install\]/,$d' \
			/usr/lib/systemd/system/hallgate.service
		printf '[Service]\nType=oneshot\nRuntimeDirectory=inside\nRuntimeDirectoryPreserve=yes\n'
		printf 'StandardOutput=truncate:/run/inside.told\nStandardError=inherit\nExecStart=%s\n' "$*"
	} >/run/systemd/system/inside.service
	systemctl daemon-reload
	systemctl start inside.service
	inside_code=$?
	cat /run/inside.told
	return $inside_code
}
export_to_stick() { inside /usr/bin/hallgate export --day 2026-05-01 --day 2026-05-02 "$@"; }
refused() { ! export_to_stick; }
told() { grep -q "$1" /run/inside.told; }

# on_pad KEY...: pressed one after the other.
on_pad() { for key; do pad_does "key $key" "wait 250"; done; }
NEXT=78 KP1=79 KP2=80 KP3=81 KP4=75 KP5=76 KP6=77 KP7=71 KP8=72 KP0=82
hallgate_there() { CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service hallgate "$@"; }

wait_for 120 active || fail "hallgate is not up"
printf '\n[keypad]\ndevice = "auto"\n' >>/etc/hallgate/hallgate.toml
echo Kirschkern-77 | hallgate_there provision --admin admin --password-stdin || fail "no admin"
printf 'Kirschkern-77\n731640\n' | hallgate_there operator add li --role tech --number 2001 --as admin --password-stdin || fail "no technician"
keys_plug pad /run/pad || fail "no pad"
systemctl restart hallgate
check "without a stick it says so" eval 'refused && told "no USB stick under /run/hallgate-stick: plug one in"'

# ---- blank, then formatted

stick_plug fat || fail "no stick"
check "a blank one is told" eval 'refused && told "$STICK holds nothing that can be read: format it"'
mkdosfs -n REPORTS "/dev/$STICK" >/dev/null
stick_pull fat || fail "it is not pulled"
stick_plug fat || fail "no stick"
check "it is mounted" wait_for 20 mounted "$STICK"
at=/run/hallgate-stick/$STICK
grep " $at " /proc/mounts
for word in nosuid nodev noexec nosymfollow errors=continue; do
	check "with $word" sh -c "grep ' $at ' /proc/mounts | grep -q '[ ,]$word[ ,]'"
done
check "it is the terminal's alone" [ "$(stat -c %U:%a $at)" = hallgate:700 ]
pid=$(unit MainPID)
check "the terminal that runs sees it" sh -c "awk '\$5 == \"$at\" { print \$6 }' /proc/$pid/mountinfo | grep -q '^rw'"
check "and can write to it" nsenter -t "$pid" -m touch "$at/probe"
mkdir -p -m 1777 /lab/open
check "but not beside it" sh -c "! nsenter -t $pid -m touch /lab/open/probe 2>/dev/null"
rm "$at/probe"

# ---- the reports, from the menu of the terminal that runs

exported() { ls "$at"/hallgate-*/SHA256SUMS 2>/dev/null; }
on_pad $KPENTER $KP1 $KP2 $KP0 $KP0 $KP1 $KPENTER $KP7 $KP3 $KP1 $KP6 $KP4 $KP0 $KPENTER
check "a technician signs in" wait_for 20 eval 'hallgate_there audit show --json --what sign_in --who li | grep -q .'
on_pad $KP8
sleep 2
on_pad $NEXT $KPENTER
check "the menu writes the reports" wait_for 60 exported
check "they are whole" sh -c "cd $at/hallgate-* && sha256sum -c SHA256SUMS >/dev/null"
check "of seven days" [ "$(ls "$at"/hallgate-*/ | grep -c '^records-.*csv$')" = 7 ]
check "that is in the log" wait_for 20 eval 'hallgate_there audit show --json --what exported --who li | grep -q .'
pressed=$(date +%s)
rm -r "$at"/hallgate-*

# ---- by the command, behind the service's walls

check "the reports are on it" export_to_stick
folder=$(tail -n 1 /run/inside.told)
ls -l "$folder"
check "in a folder by door and time" sh -c "echo '$folder' | grep -qE '^$at/hallgate-12345678-3号厅入口-20[0-9]{6}-[0-9]{6}\$'"
check "they are whole" sh -c "cd '$folder' && sha256sum -c SHA256SUMS"
check "all of them" [ "$(ls "$folder" | tr '\n' ' ')" = "SHA256SUMS audit.jsonl records-2026-05-01.csv records-2026-05-01.xlsx records-2026-05-02.csv records-2026-05-02.xlsx report-2026-05-01.json report-2026-05-01.txt report-2026-05-02.json report-2026-05-02.txt status.json " ]

# ---- the nightly backup, by its own unit

check "the nightly backup is made" systemctl start hallgate-backup
journalctl -u hallgate-backup -o cat --no-pager | tail -n 3
backup=$(ls "$at"/hallgate-backup-*.db)
check "onto the stick, as the terminal's own" [ "$(stat -c %U "$backup")" = hallgate ]
check "it holds what the terminal has" [ "$(stat -c %s "$backup")" -gt 100000 ]
check "that is in the log" eval 'hallgate_there audit show --json --what backed_up | grep -q hallgate-backup-'
check "its timer waits" systemctl is-active hallgate-backup.timer
# Down to the stick, or what was begun there is found when it comes back.
rm "$backup" && sync
stick_pull fat || fail "it is not pulled"
check "a night without a stick is no fault" systemctl start hallgate-backup
check "pulled, it is unmounted" wait_for 20 not_mounted "$STICK"
check "and its place is gone" wait_for 10 [ ! -e "$at" ]
stick_plug fat || fail "no stick"
wait_for 20 mounted "$STICK" || fail "not mounted again"
check "they are on the stick itself" sh -c "cd '/run/hallgate-stick/$STICK/${folder##*/}' && sha256sum -c SHA256SUMS >/dev/null"

# ---- full

at=/run/hallgate-stick/$STICK
dd if=/dev/zero of="$at/film" bs=1M 2>/dev/null
df "$at"
check "a full one is told" eval 'refused && told "REPORTS is full"'
# By a pattern: `ls` here shows no Chinese.
check "and nothing is left on it" [ "$(cd "$at" && echo *)" = "film ${folder##*/}" ]
rm "$at/film"

# ---- pulled in the middle

days=$(awk 'BEGIN { for (m = 1; m <= 12; m++) for (d = 1; d <= 28; d++) printf "--day 2025-%02d-%02d ", m, d }')
# shellcheck disable=SC2086 # many words
(export_to_stick $days; echo "exit $?" >/run/pulled.code) >/dev/null &
begun() { [ "$(ls "$at"/hallgate-*/ 2>/dev/null | grep -c '^report-2025-0')" -gt 20 ]; }
wait_for 60 begun || fail "the long export does not begin"
stick_pull fat || fail "it is not pulled"
wait_for 30 [ -e /run/pulled.code ] || fail "it hangs"
cat /run/pulled.code /run/inside.told
check "a stick pulled in the middle is told" eval 'grep -qx "exit 1" /run/pulled.code && told "REPORTS was pulled out before all was on it: plug it in and start again"'
check "nothing was written in its place" wait_for 10 [ -z "$(find /run/hallgate-stick -type f)" ]
check "the terminal goes on" active
check "as it was" [ "$(unit MainPID)" = "$pid" ]
stick_plug fat || fail "no stick"
check "plugged in again it is mounted" wait_for 20 mounted "$STICK"
check "and written" export_to_stick
check "what is unfinished can be told by its missing sums" [ "$(ls /run/hallgate-stick/"$STICK"/hallgate-*/SHA256SUMS | wc -l)" = 2 ]

# ---- a second one

stick_plug four || fail "no second stick"
four=$STICK
wait_for 20 mounted "$four" || fail "ext4 is not mounted"
check "of two none is chosen" eval 'refused && told "more than one USB stick"'
stick_pull fat || fail "it is not pulled"
check "one with ext4 is written" export_to_stick

# ---- stopped from the menu: held up by a file system that is frozen, until the key was pressed

at=/run/hallgate-stick/$four
is_away() { [ $(($(date +%s) - pressed)) -gt 65 ]; }
wait_for 70 is_away
# On shift, but away: the password alone is asked for.
on_pad $KPENTER $KP1 $KP7 $KP3 $KP1 $KP6 $KP4 $KP0 $KPENTER
in_again() { [ "$(hallgate_there audit show --json --what sign_in --who li | wc -l)" = 2 ]; }
check "the technician comes back" wait_for 20 in_again
fsfreeze --freeze "$at" || fail "it does not freeze"
on_pad $KP8
sleep 2
on_pad $NEXT $KPENTER
sleep 2
on_pad $KPSTAR
sleep 1
check "the terminal goes on meanwhile" [ "$(unit MainPID)" = "$pid" ]
fsfreeze --unfreeze "$at"
broken_off() { hallgate_there audit show --json --what export_broken_off --who li | grep -q stopped; }
check "a key stops an export" wait_for 20 broken_off
check "and what was begun is removed" [ "$(ls -d "$at"/hallgate-* | wc -l)" = 1 ]
stick_pull four || fail "it is not pulled"

# ---- exFAT; with its lock on; of other kinds

stick_plug ex || fail "no third stick"
mkfs.exfat -L CINEMA "/dev/$STICK" || fail "no exFAT"
stick_pull ex || fail "it is not pulled"
stick_plug ex || fail "no third stick"
wait_for 20 mounted "$STICK" || fail "exFAT is not mounted"
at=/run/hallgate-stick/$STICK
check "exFAT is the terminal's alone" sh -c "grep ' $at exfat ' /proc/mounts && [ \"\$(stat -c %U:%a $at)\" = hallgate:700 ]"
check "a fault on it stays one" sh -c "grep ' $at ' /proc/mounts | grep -q '[ ,]errors=continue[ ,]'"
check "one with exFAT is written" export_to_stick
folder=$(tail -n 1 /run/inside.told)
stick_pull ex || fail "it is not pulled"
stick_plug ex || fail "no third stick"
wait_for 20 mounted "$STICK" || fail "exFAT is not mounted again"
check "they are on the stick itself" sh -c "cd '/run/hallgate-stick/$STICK/${folder##*/}' && sha256sum -c SHA256SUMS >/dev/null"
stick_pull ex || fail "it is not pulled"
stick_plug_locked fat || fail "no locked stick"
wait_for 20 mounted "$STICK" || fail "the locked one is not mounted"
check "one with its lock on is told" eval 'refused && told "REPORTS can.t be written .*slide its lock open"'
stick_pull fat || fail "it is not pulled"
stick_plug foreign || fail "no foreign stick"
check "one of a foreign kind is told" eval 'refused && told "$STICK holds ext2, which is not read here: format it as FAT32 or exFAT"'
check "and not mounted" not_mounted "$STICK"
check "no unit has failed but these trials" [ -z "$(systemctl --failed --no-legend | grep -v inside)" ]
