#!/bin/sh
# Before the files are unpacked: the user that kapacitord runs as, and that its configuration belongs to.
set -e
getent passwd kapacitor >/dev/null || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin kapacitor
