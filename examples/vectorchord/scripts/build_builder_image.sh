#!/bin/sh
exec "$(dirname "$0")/../../../build.sh" --project "$(dirname "$0")/.." --target=BuilderImage ${CONTAINER_NAME:+--container="$CONTAINER_NAME"} "$@"
