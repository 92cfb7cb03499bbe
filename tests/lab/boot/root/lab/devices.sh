#!/lab/box/busybox sh
# Modules that no bus asks for, the GPIO chip, the secrets.
PATH=/lab/bin:/lab/box:/usr/local/bin:/usr/bin:/usr/sbin
export PATH
for module in virtio_console 9pnet_virtio 9p gpio-sim lab-bus lab-light snd-dummy; do modprobe $module; done
mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,cache=none out /out
. /lab/gpio.sh
gpio_setup
# As docs/service.md says it.
mkdir -p -m 700 /etc/credstore.encrypted
for name in hallgate-db terminal-key; do
	systemd-creds encrypt --with-key=host --name=$name /lab/$name /etc/credstore.encrypted/$name || exit
done
