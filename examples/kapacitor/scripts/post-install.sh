#!/bin/sh
# After the files are in place; in a container without systemd there is nothing to do.
set -e
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl enable --quiet kapacitor.service
    systemctl restart kapacitor.service
fi
