#!/bin/sh
# Builds the builder where that is needed, and brings it to quay.io with the login of old; without one, that of `docker login` is used.
export SPRINGFORM_REGISTRY_USER="${QUAY_CD_USER-}" SPRINGFORM_REGISTRY_PASSWORD="${QUAY_CD_PASSWORD-}"
exec "$(dirname "$0")/../../../build.sh" --project "$(dirname "$0")/.." --target=PushBuilder "$@"
