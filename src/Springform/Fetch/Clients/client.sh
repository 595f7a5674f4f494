#!/bin/sh
# Gets @NAME@ @VERSION@ into @INTO@/PLATFORM/ beside this script: downloads, verifies and unpacks it, or does nothing when it is there.
# Made from springform.fetch.lock by: springform --target=FetchClient --language=sh. Do not edit it; make it again.
#
# usage: sh @FILE@ [PLATFORM]     PLATFORM: linux_amd64, darwin_arm64, ...; default: this machine
#   @PREFIX@_RELEASE_URL   folder with the same files, asked instead of the release (they must have the same SHA-256)
#   @PREFIX@_ORIGIN        auto (default), binary or source
#   @PREFIX@_CACHE         folder for downloaded archives; default: ~/.cache/springform/fetch
#   @PREFIX@_OFFLINE=1     ask no server
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
}

cd "$(dirname "$0")"
[ $# -le 1 ] || fail 2 "usage: sh @FILE@ [PLATFORM]"
wanted=${@PREFIX@_VERSION:-$version}
[ "${wanted#v}" = "$version" ] || fail 2 "this script has the hashes of $version alone, and @PREFIX@_VERSION asks for $wanted: pin that, and make the script again"
select_archive "${1:-}"
set_place "$into" "$platform"
if in_place; then exit 0; fi
begin
if in_place; then exit 0; fi
case ${@PREFIX@_ORIGIN:-auto} in
  source) from_source; exit 0 ;;
  auto | binary) ;;
  *) fail 2 "@PREFIX@_ORIGIN is auto, binary or source" ;;
esac
obtain
case $got in
  0) unpack; say "$version is in $place" ;;
  6) fail 6 "nothing was used, and nothing is built instead; @PREFIX@_ORIGIN=source builds it" ;;
  *)
    if [ "${@PREFIX@_ORIGIN:-auto}" = binary ] || [ -z "$fallback" ]; then
      fail 4 "$archive cannot be had: check the network and the version, or set @PREFIX@_RELEASE_URL"
    fi
    from_source ;;
esac
