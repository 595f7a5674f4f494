#!/bin/sh
# dpkg says "remove" or "upgrade", rpm 0 or how many versions stay: an upgrade leaves the service to post-install.sh.
set -e
case "$1" in
    remove | 0)
        if [ -d /run/systemd/system ]; then
            systemctl disable --quiet --now kapacitor.service
        fi
        ;;
esac
