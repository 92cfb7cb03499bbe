#!/lab/box/busybox sh
# Runs the case, saves what was told, and ends the machine.
PATH=/lab/bin:/lab/box:/usr/local/bin:/usr/bin:/usr/sbin
export PATH
cd /root || exit
sh /lab/script >/tmp/script.log 2>&1 </dev/null
code=$?
cp /tmp/script.log /out/script.log
journalctl -b --no-pager -o short-monotonic >/out/journal.log
dmesg >/out/dmesg.log
echo $code >/out/rc
sync
umount /out
systemctl reboot --force --force
