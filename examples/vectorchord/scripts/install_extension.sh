#!/bin/sh
exec "$(dirname "$0")/../../../build.sh" --project "$(dirname "$0")/.." --target=Deploy ${CONTAINER_NAME:+--container="$CONTAINER_NAME"} "$@"
