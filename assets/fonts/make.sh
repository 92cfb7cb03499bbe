#!/bin/sh
# Makes hallgate-sans.ttf and hallgate-sans-bold.otf: WenQuanYi Micro Hei and Noto Sans CJK SC Bold, cut to what a
# cinema's door writes. Needs Debian's fonttools, fonts-wqy-microhei and fonts-noto-cjk; run it again only to change
# the choice of characters.
set -eu
cd "$(dirname "$0")"
regular=/usr/share/fonts/truetype/wqy/wqy-microhei.ttc
bold=/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc
chosen=$(mktemp)
trap 'rm -f "$chosen"' EXIT

# GBK is what Chinese ticketing systems write; beside it the accents of foreign titles, and characters of
# titles and names that GBK lacks. What is set in bold has the characters of everyday use, GB 2312; the
# others of GBK are taken from the regular weight.
choose() {
    python3 - "$1" >"$chosen" <<'PYTHON'
import sys
charset = sys.argv[1]
pairs = (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
latin = map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])
chosen = {*"".join(pair.decode(charset, "ignore") for pair in pairs), *latin, *"囍喆堃龘镕祎珺骉–—‘’“”•…€□"}
print("".join(sorted(chosen)), end="")
PYTHON
}

# Hints and layout tables serve renderers that this one is not.
cut_to() {
    pyftsubset "$2" --font-number="$3" --text-file="$chosen" --output-file="$1" \
        --no-hinting --layout-features='' --drop-tables+=GSUB,GPOS,GDEF,BASE,VORG,kern,vhea,vmtx,DSIG \
        --no-glyph-names --notdef-outline --name-IDs='0,1,2,13,14' --no-recalc-timestamp
}

choose gbk
cut_to hallgate-sans.ttf "$regular" 0
choose gb2312
cut_to hallgate-sans-bold.otf "$bold" 2
ls -l hallgate-sans.ttf hallgate-sans-bold.otf
