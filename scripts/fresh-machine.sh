#!/bin/bash
# Proves on a fresh Debian 12 with only Python, make and git that `make test` and `make run` need nothing else.
# Needs root, debootstrap and Xvfb. Usage: scripts/fresh-machine.sh FOLDER   (FOLDER is made, and may be removed after)
# The new machine gets this one's package sources, certificates and resolver, and the last commit of this repository.
set -euo pipefail

folder=${1:?usage: scripts/fresh-machine.sh FOLDER}
source=$(cd "$(dirname "$0")/.." && pwd)
display=:97
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
machine=$folder/machine

make_machine() {
    debootstrap --variant=minbase --include=python3,python3-venv,make,git,ca-certificates bookworm "$machine" >"$folder/debootstrap.log"
    rm -f "$machine/etc/apt/sources.list"
    cp -r /etc/apt/sources.list* /etc/apt/apt.conf.d "$machine/etc/apt/"
    cp -L /etc/resolv.conf /etc/hosts "$machine/etc/"
    cp -L /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/certs/"
    git -c safe.directory='*' clone --quiet "$source" "$machine/srv/app"
}

enter() { # the words are one shell command in the project's folder; DISPLAY_INSIDE sets its display
    env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb LANG=C.UTF-8 ${DISPLAY_INSIDE:+DISPLAY="$DISPLAY_INSIDE"} \
        chroot "$machine" bash -c "cd /srv/app && $*"
}

without_network() { unshare --net bash -c "$(declare -f enter); machine='$machine'; enter $(printf '%q' "$*")"; }

timed() { # a name, then what to run; the end of its output and how long it took
    local name=$1 start=$SECONDS code=0
    shift
    "$@" >"$folder/$name.log" 2>&1 || code=$?
    echo "== $name: exit $code after $((SECONDS - start)) s; the last lines of $folder/$name.log:"
    tail -n 3 "$folder/$name.log"
    return $code
}

show_window() { # start `make run` on a virtual screen, wait for its window, keep a picture, end it
    local picture=$1 seen=0
    DISPLAY_INSIDE=$display enter 'timeout 25 make run' &
    local application=$!
    sleep 15
    DISPLAY_INSIDE=$display enter ".venv/bin/python - <<'END'
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
picture = application.primaryScreen().grabWindow(0).toImage()
picture.save('/srv/window.png')
colours = {picture.pixel(x, y) for x in range(0, picture.width(), 8) for y in range(0, picture.height(), 8)}
assert len(colours) > 8, 'the screen is empty'
END" || seen=$?
    cp "$machine/srv/window.png" "$picture"
    wait "$application" || true # it was ended, so it can't have ended well
    return $seen
}

leave() {
    [ -z "${screen:-}" ] || kill "$screen" 2>/dev/null || true
    for place in dev/shm dev/pts dev sys proc; do
        ! mountpoint --quiet "$machine/$place" || umount --lazy "$machine/$place"
    done
}

trap leave EXIT
[ -d "$machine" ] || make_machine
mount -t proc proc "$machine/proc"
mount -t sysfs sys "$machine/sys"
mount --bind /dev "$machine/dev"
mount --bind /dev/pts "$machine/dev/pts"
mount -t tmpfs tmpfs "$machine/dev/shm"

timed run-headless enter make run
ls "$machine/srv/app/demo-output"
timed test enter make test
timed test-again-without-network without_network make test
rm -rf "$machine/srv/app/demo-output"
timed run-headless-again-without-network without_network make run
Xvfb $display -screen 0 1366x768x24 >"$folder/xvfb.log" 2>&1 &
screen=$!
timed run-window show_window "$folder/window.png"
timed run-window-again show_window "$folder/window-again.png"
