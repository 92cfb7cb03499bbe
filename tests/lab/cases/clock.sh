# A board without a network: a technician sets its clock at the menu, by the real units. What is no time is refused, and
# where the network keeps the clock it stays as it is.
# needs: systemd memory=768 seconds=480
# needs: package=dbus package=dbus-bin package=dbus-daemon package=dbus-system-bus-common package=libdbus-1-3
# needs: package=libexpat1 package=libapparmor1 package=libcap-ng0
. /lab/lib.sh
PAD=/dev/input/by-id/usb-Lab_Pad_0001-event-kbd
PAGES=/var/lib/hallgate/pages

active() { [ "$(systemctl show -P ActiveState hallgate)" = active ]; }
page_is() { ls $PAGES | tail -n 1 | grep -q -- "-$1.png"; }
shows() { check "$1: $2" wait_for 30 page_is "$2"; }
cli() { env CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service hallgate "$@"; }
fail() {
	echo "FAILED: $*"
	ls $PAGES | tail -n 3
	journalctl -b -u hallgate -u hallgate-clock.path -u hallgate-clock --no-pager -o short-monotonic | tail -n 30
	exit 1
}
# types TEXT: as in the case `menu`, and `e` for one sign erased.
types() {
	for sign in $(echo "$1" | sed 's/./& /g'); do
		case $sign in
		1) code=79 ;; 2) code=80 ;; 3) code=81 ;; 4) code=75 ;; 5) code=76 ;; 6) code=77 ;; 7) code=71 ;;
		8) code=72 ;; 9) code=73 ;; 0) code=82 ;; -) code=74 ;; e) code=83 ;; .) code=$KPENTER ;;
		esac
		pad_does "key $code"
		# Faster than a page is drawn here the kernel would forget some.
		sleep 0.3
	done
}
# clock_is PATTERN: in UTC.
clock_is() { date -u +%Y-%m-%dT%H:%M | grep -q "^$1"; }
outcome() { cat /run/hallgate-clock/outcome 2>/dev/null; }
outcome_is() { [ ! -e /run/hallgate/clock-request ] && [ "$(outcome)" = "$1" ]; }

grep -q ^messagebus: /etc/passwd || echo 'messagebus:x:104:104::/nonexistent:/usr/sbin/nologin' >>/etc/passwd
grep -q ^messagebus: /etc/group || echo 'messagebus:x:104:' >>/etc/group
systemctl daemon-reload
systemctl start dbus.socket || fail "no bus"
check "the clock's state can be asked for" wait_for 60 eval 'timedatectl show --property=NTPSynchronized --value | grep -qx no'

# Nobody has set it: it stands before the program was made.
systemctl stop hallgate
date -s '2019-03-01 02:00:00' >/dev/null
keys_plug pad $PAD || fail "no pad"
sed -i -e 's/^driver = "framebuffer"/driver = "png"\ndevice = "\/var\/lib\/hallgate\/pages"\nwidth = 800\nheight = 480/' \
	-e '/^backlight\|^dim_/d' /etc/hallgate/hallgate.toml
printf '[keypad]\ndevice = "%s"\n' "$PAD" >>/etc/hallgate/hallgate.toml
systemctl start hallgate-clock.path
systemctl start hallgate
wait_for 60 active || fail "hallgate is not up"
echo 94718305 | cli operator add chen --role admin --number 900 --called Chen --password-stdin || fail "no admin"
printf '94718305\n583920\n' | cli operator add li --role tech --number 201 --called Li --as chen --password-stdin || fail "no technician"

echo "--- at the menu"
types .
shows "Enter" menu-front
types 1201.
shows "a number" menu-sign_in-password
types 583920.
shows "the technician" menu-main-tech
types 9
shows "settings" menu-settings
types 2
shows "the clock" menu-clock-date
types eeeeeeee20261201.
shows "a date" menu-clock-time
types 1300.
shows "a time" menu-clock-ask
cp $PAGES/"$(ls $PAGES | tail -n 1)" /out/ask.png
clock_is 2019-03 || fail "it was set without a yes"
types -.
shows "set" menu-notice-clock_set
check "the system's clock is set" clock_is 2026-12-01T05:0
check "root's side says so" eval 'journalctl -b -u hallgate-clock -o cat --no-pager | grep -qx "the clock: set"'
check "the log tells who wanted it" eval 'cli audit show --what clock_asked --json | grep -q "\"who\":\"li\""'
check "and that it stepped" wait_for 30 eval 'cli audit show --what clock_stepped --json | grep -q 2026-12-01'
cp $PAGES/"$(ls $PAGES | tail -n 1)" /out/set.png
cli audit show

echo "--- what is no time"
request=/run/hallgate/clock-request
ask() {
	check "$1 is refused" wait_for 20 outcome_is refused
	check "the clock stands" clock_is 2026-12-01T05
	echo - >/run/hallgate-clock/outcome
}
echo - >/run/hallgate-clock/outcome
mkdir -p $request/full && ask "a folder"
cp /etc/shadow /run/shadow-before
ln -s /etc/shadow $request && ask "a link"
check "what it led to is as it was" cmp /etc/shadow /run/shadow-before
dd if=/dev/zero of=/run/hallgate/big bs=1M count=8 2>/dev/null && mv /run/hallgate/big $request && ask "a huge file"
mkfifo $request && ask "a pipe"
echo 2001-01-01T00:00:00Z >$request && ask "a time before the program"
echo 2026-13-41T25:00:00Z >$request && ask "no time of a calendar"
echo '2026-12-02T00:00:00Z; reboot' >$request && ask "a command"
journalctl -b -u hallgate-clock -o cat --no-pager | grep 'the clock'
check "no unit has failed" [ -z "$(systemctl --failed --no-legend)" ]
check "it still listens" [ "$(systemctl is-active hallgate-clock.path)" = active ]

echo "--- while the network keeps it"
check "the kernel says so" labtime synchronised
check "timedatectl too" eval 'timedatectl show --property=NTPSynchronized --value | grep -qx yes'
check "the menu has left by itself" wait_for 90 page_is out_of_service-camera
types .
shows "who is on shift" menu-front-on_shift
types 1583920.
shows "the technician again" menu-main-tech
types 9
shows "settings" menu-settings
types 2
shows "the clock" menu-clock-date
types .
shows "the date as it is" menu-clock-time
types 1500.
shows "a time" menu-clock-ask
types -.
shows "told" menu-notice-clock_synchronised
check "the clock stands" clock_is 2026-12-01T05
cp $PAGES/"$(ls $PAGES | tail -n 1)" /out/synchronised.png
