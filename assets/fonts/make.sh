#!/bin/sh
# Makes hallgate-sans.ttf: WenQuanYi Micro Hei, cut to what a cinema's door writes.
# Needs fonttools and Debian's fonts-wqy-microhei; run it again only to change the choice of characters.
set -eu
cd "$(dirname "$0")"
from=${1:-/usr/share/fonts/truetype/wqy/wqy-microhei.ttc}
chosen=$(mktemp)
trap 'rm -f "$chosen"' EXIT

# GBK is what Chinese ticketing systems write; beside it the accents of foreign titles, and
# characters of titles and names that GBK lacks.
python3 - >"$chosen" <<'PYTHON'
gbk = (bytes((a, b)).decode("gbk", "ignore") for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
latin = map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])
print("".join(sorted({*"".join(gbk), *latin, *"囍喆堃龘镕祎珺骉–—‘’“”•…€□"})), end="")
PYTHON

# Hints and layout tables serve renderers that this one is not.
pyftsubset "$from" --font-number=0 --text-file="$chosen" --output-file=hallgate-sans.ttf \
    --no-hinting --layout-features='' --drop-tables+=GSUB,GPOS,GDEF,kern,vhea,vmtx,DSIG \
    --no-glyph-names --notdef-outline --name-IDs='0,1,2,13,14' --no-recalc-timestamp
ls -l hallgate-sans.ttf
