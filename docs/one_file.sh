#!/bin/sh
# selfattach.pyz: the whole program in one file, made by shiv for this kind of Python and this kind of system.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv --without-pip "$tools"
python3 -m pip --python "$tools" install -q pip shiv
"$tools/bin/shiv" -q --reproducible -c selfattach -p '/usr/bin/env python3' -o "${1:-selfattach.pyz}" '.[vault]'
echo "${1:-selfattach.pyz}"
