#!/bin/sh
# Gets @NAME@ @VERSION@ into @INTO@/PLATFORM/ beside this script: downloads, verifies and unpacks it, or does nothing when it is there.
# Made from springform.fetch.lock by: springform --target=FetchClient --language=sh. Do not edit it; make it again.
#
# usage: sh @FILE@ [PLATFORM]     PLATFORM: linux_amd64, darwin_arm64, ...; default: this machine
#   @PREFIX@_RELEASE_URL   folder with the same files, asked instead of the release (they must have the same SHA-256)
#   @PREFIX@_ORIGIN        auto (default), binary or source
#   @PREFIX@_CACHE         folder for downloaded archives; default: ~/.cache/springform/fetch
#   @PREFIX@_OFFLINE=1     ask no server
# What has the size and times of its last verification is not read again; without @INTO@/.PLATFORM.verified all of it is.
# Needs curl or wget, tar (unzip for .zip), and sha256sum or shasum. Exit codes: 0 done, 2 usage, 4 not to be had, 6 a file is not the pinned one.
set -eu

name='@NAME@'
version='@VERSION@'
into='@INTO@'
addresses='@ADDRESSES@'
fallback='@FALLBACK@'

@FUNCTIONS@

from_source() {
  [ -n "$fallback" ] || fail 2 "nothing says how it is built from source"
  say "building it from source: $fallback"
  rm -f "$verified"
  sh -c "$fallback"
  required "$archive" | while read -r _ path; do
    [ -f "$place/$path" ] || fail 4 "the source build did not make $place/$path"
  done
  if now=$(stamp); then record "source $sum"; fi
}

# Nothing is to be done.
is_done() {
  case $origin in
    source) return 1 ;;
    auto) if in_place || recorded "source $sum"; then return 0; fi ;;
    binary) if in_place; then return 0; fi ;;
    *) fail 2 "@PREFIX@_ORIGIN is auto, binary or source" ;;
  esac
  return 1
}

cd "$(dirname "$0")"
[ $# -le 1 ] || fail 2 "usage: sh @FILE@ [PLATFORM]"
wanted=${@PREFIX@_VERSION:-$version}
[ "${wanted#v}" = "$version" ] || fail 2 "this script has the hashes of $version alone, and @PREFIX@_VERSION asks for $wanted: pin that, and make the script again"
select_archive "${1:-}"
set_place "$into" "$platform"
origin=${@PREFIX@_ORIGIN:-auto}
if is_done; then exit 0; fi
begin
if [ "$origin" = source ]; then from_source; exit 0; fi
if is_done || verify_again; then exit 0; fi
obtain
case $got in
  0) unpack; say "$version is in $place" ;;
  6) fail 6 "nothing was used, and nothing is built instead; @PREFIX@_ORIGIN=source builds it" ;;
  *)
    if [ "$origin" = binary ] || [ -z "$fallback" ]; then
      fail 4 "$archive cannot be had: check the network and the version, or set @PREFIX@_RELEASE_URL"
    fi
    from_source ;;
esac
