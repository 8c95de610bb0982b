#!/bin/sh
# Prints a Python that can make TaperLab's environment, or says which package brings one.
set -eu

can_serve() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for python in "${1:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
    if can_serve "$python"; then
        if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            echo "$python"
            exit 0
        fi
        found=$python
    fi
done

if [ -n "${found:-}" ]; then
    echo "$found has no venv module. On Debian and Ubuntu the package python3-venv brings it:" >&2
    echo "    apt-get install python3-venv" >&2
else
    echo "TaperLab needs Python 3.11 or newer, and none is here." >&2
    echo "On Debian and Ubuntu the packages python3 and python3-venv bring it:" >&2
    echo "    apt-get install python3 python3-venv" >&2
fi
exit 1
