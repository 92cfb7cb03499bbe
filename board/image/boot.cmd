# U-Boot's part: which side starts. Counts down at each start; RAUC counts up again once a side is good.
# The counters lie raw in partition 2, twice: a power cut while one is written leaves the other.
test -n "${devtype}" || setenv devtype mmc
test -n "${devnum}" || setenv devnum 0
test -n "${console_at}" || setenv console_at ttyAMA0
test -n "${fdt_addr}" || setenv fdt_addr ${fdtcontroladdr}
setenv card "${devtype} ${devnum}"
part start ${card} 2 first
setexpr second ${first} + 0x80
setenv BOOT_ORDER
setenv BOOT_A_LEFT
setenv BOOT_B_LEFT
if ${devtype} read ${ramdisk_addr_r} ${first} 0x20 && env import -c ${ramdisk_addr_r} 0x4000 BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT; then
  echo "hallgate: first copy of the counters"
elif ${devtype} read ${ramdisk_addr_r} ${second} 0x20 && env import -c ${ramdisk_addr_r} 0x4000 BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT; then
  echo "hallgate: second copy of the counters"
else
  echo "hallgate: no copy of the counters is whole"
fi
test -n "${BOOT_ORDER}" || setenv BOOT_ORDER "A B"
test -n "${BOOT_A_LEFT}" || setenv BOOT_A_LEFT 3
test -n "${BOOT_B_LEFT}" || setenv BOOT_B_LEFT 3
setenv save_counters 'env export -c -s 0x4000 ${ramdisk_addr_r} BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT; ${devtype} write ${ramdisk_addr_r} ${first} 0x20; ${devtype} write ${ramdisk_addr_r} ${second} 0x20'
# A side that has no kernel is passed over.
setenv load_kernel 'load ${card}:${boot_part} ${kernel_addr_r} vmlinuz'
setenv load_initrd 'load ${card}:${boot_part} ${initrd_at} initrd.img'
test -n "${initrd_at}" || setexpr initrd_at ${kernel_addr_r} + 0x4000000
setenv side
for one in ${BOOT_ORDER}; do
  if test -z "${side}"; then
    if test "${one}" = "A" && test 0x${BOOT_A_LEFT} -gt 0; then
      setenv boot_part 3
      setexpr BOOT_A_LEFT ${BOOT_A_LEFT} - 1
      run load_kernel && setenv side A
    fi
    if test "${one}" = "B" && test 0x${BOOT_B_LEFT} -gt 0; then
      setenv boot_part 6
      setexpr BOOT_B_LEFT ${BOOT_B_LEFT} - 1
      run load_kernel && setenv side B
    fi
  fi
done
if test -z "${side}"; then
  # Neither got through as often as it might: both again, rather than a dark door.
  echo "hallgate: no side is left, beginning anew"
  test "${BOOT_ORDER}" = "B A" || setenv BOOT_ORDER "A B"
  setenv BOOT_A_LEFT 3
  setenv BOOT_B_LEFT 3
  run save_counters
  sleep 2
  reset
fi
run save_counters
echo "hallgate: starting side ${side}, order ${BOOT_ORDER}, left A ${BOOT_A_LEFT} B ${BOOT_B_LEFT}"
setenv bootargs "console=${console_at} quiet loglevel=4 panic=10 rauc.slot=${side} net.ifnames=0 vt.global_cursor_default=0 consoleblank=0 ${more_args}"
run load_initrd && booti ${kernel_addr_r} ${initrd_at}:${filesize} ${fdt_addr}
echo "hallgate: side ${side} does not start"
reset
