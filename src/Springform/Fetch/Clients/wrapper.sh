#!/bin/sh
# Runs Springform @VERSION@ for this project: ./@FILE@ --target=Dist. The first run downloads it into the user's cache and verifies it by SHA-256; each later run
# looks whether size and time of every file are still those.
# Written by: springform --target=Wrapper, which also moves it to a newer version. Do not edit it.
#
#   @PREFIX@_RELEASE_URL   folder with the same files, asked instead of the release (they must have the same SHA-256)
#   @PREFIX@_CACHE         where it is kept; default: ~/.cache/springform
#   @PREFIX@_OFFLINE=1     ask no server
# Needs curl or wget, tar, and sha256sum or shasum. Exit codes: those of Springform; 4 it is not to be had, 6 a file is not the pinned one.
set -eu

name='@NAME@'
version='@VERSION@'
addresses='@ADDRESSES@'

@FUNCTIONS@

# All of it, for all of it is run.
stamp() {
  TZ=UTC0 find "$place" -type f -exec stat -c '%n %s %y %z %i' {} + 2>/dev/null || TZ=UTC0 find "$place" -type f -exec stat -f '%N %z %Fm %Fc %i' {} +
}

select_archive ''
cache=${@PREFIX@_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/springform}/wrapper
case $cache in /*) ;; *) cache=$PWD/$cache ;; esac
set_place "$cache" "$version-$sum"
if ! in_place; then
  begin
  if ! in_place; then
    obtain
    case $got in
      0) unpack ;;
      6) fail 6 "nothing was used" ;;
      *) fail 4 "$archive cannot be had: check the network, or set @PREFIX@_RELEASE_URL" ;;
    esac
  fi
  unlock
fi
trap - EXIT INT TERM HUP
unset @PREFIX@_RELEASE_URL
exec "$place/@PROGRAMS@" "$@"
