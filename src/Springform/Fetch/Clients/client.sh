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

# platform, C library, its version (- for none), archive, bytes, SHA-256, the archive's own folder (- for none)
assets() {
  cat <<'END'
@ASSETS@
END
}

# SHA-256 and path of each file that the archive $1 must hold
required() {
  case $1 in
@REQUIRED@
  esac
}

say() { printf '%s\n' "$name: $*" >&2; }
fail() { code=$1; shift; say "$*"; exit "$code"; }
has() { command -v "$1" >/dev/null 2>&1; }

sha256() {
  if has sha256sum; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# Size, times and inode: what has not changed since it was verified is not read again.
stamp() {
  required "$archive" | while read -r _ path; do
    stat -c '%n %s %Y %Z %i' "$place/$path" 2>/dev/null || stat -f '%N %z %m %c %i' "$place/$path"
  done
}

this_platform() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    MINGW* | MSYS* | CYGWIN*) os=windows ;;
    *) fail 4 "there is no release for $(uname -s)" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=amd64 ;;
    aarch64 | arm64) arch=arm64 ;;
    i?86) arch=386 ;;
    armv7*) arch=armv7 ;;
    *) arch=$(uname -m) ;;
  esac
  echo "${os}_$arch"
}

# "glibc 2.36", "musl -", or "- -" where nothing is known
this_libc() {
  if [ "$(uname -s)" != Linux ]; then echo '- -'
  elif getconf GNU_LIBC_VERSION 2>/dev/null; then :
  elif ldd --version 2>&1 | grep -qi musl || ls /lib/ld-musl-* >/dev/null 2>&1; then echo 'musl -'
  else echo '- -'
  fi
}

# Is version $1 at least $2?  2.36 is above 2.4.
at_least() {
  [ "${1%%.*}" -gt "${2%%.*}" ] && return 0
  [ "${1%%.*}" -eq "${2%%.*}" ] && [ "$(minor "$1")" -ge "$(minor "$2")" ]
}
minor() {
  rest=${1#*.}
  echo "${rest%%.*}"
}

# The archive with the highest floor that this machine meets; what needs nothing comes last.
choose() {
  best='' best_version=-1.0 nearest=''
  while read -r for libc needed rest; do
    [ "$for" = "$platform" ] || continue
    nearest="$libc $needed"
    case $libc in
      -) [ -n "$best" ] || best="$rest" ;;
      musl) if [ "$have_libc" = musl ]; then best="$rest"; best_version=9999.0; fi ;;
      glibc)
        if [ "$have_libc" = glibc ] && at_least "$have_version" "$needed" && at_least "$needed" "$best_version"; then
          best="$rest" best_version=$needed
        fi ;;
    esac
  done <<END
$(assets)
END
  [ -n "$nearest" ] || fail 4 "version $version has no archive for $platform; it has: $(assets | cut -d ' ' -f 1 | sort -u | tr '\n' ' ')"
  [ -n "$best" ] || fail 4 "version $version has no archive that runs here ($have_libc $have_version); the nearest needs $nearest"
}

# One attempt, which goes on where the last one stopped. 0: the server sent all it had; 2: it says no for good; 1: try again
download_once() {
  if has curl; then
    status=$(curl --silent --show-error --fail --location --max-redirs 5 --proto "$protocols" --proto-redir "$protocols" --connect-timeout 20 \
      --speed-limit 1024 --speed-time 30 --continue-at - --output "$part" --write-out '%{http_code}' "$1") && return 0
    case $status in
      416) rm -f "$part" ;;
      408 | 425 | 429) ;;
      4??) return 2 ;;
    esac
    # A server without ranges: what is there cannot be joined with what it sends.
    if [ "$status" = 200 ] && [ "$had" -gt 0 ]; then rm -f "$part"; fi
    return 1
  fi
  wget -q -c -T 30 -O "$part" "$1"
}

download() {
  case $1 in
    https://*) protocols='=https' ;;
    http://127.0.0.1[:/]* | http://localhost[:/]*) protocols='=http,https' ;;
    *) say "$1 is not https"; return 1 ;;
  esac
  pause=1
  for attempt in 1 2 3 4 5; do
    had=$(bytes "$part")
    [ "$had" -lt "$size" ] || return 0
    if download_once "$1"; then
      [ "$(bytes "$part")" -lt "$size" ] || return 0
    elif [ $? = 2 ]; then
      say "$1: the server says no"
      return 1
    fi
    [ "$(bytes "$part")" -le "$had" ] || pause=1
    [ "$attempt" = 5 ] || sleep "$pause"
    pause=$((pause * 2))
  done
  say "$1: given up after 5 attempts"
  return 1
}
bytes() { if [ -f "$1" ]; then wc -c <"$1" | tr -d ' '; else echo 0; fi; }

# Into $cached, verified. 1: it is not to be had; 6: there is one, and it is another one
get() {
  cached=$cache/$sum
  if [ -f "$cached" ]; then
    [ "$(sha256 "$cached")" != "$sum" ] || return 0
    rm -f "$cached"
  fi
  [ -z "${@PREFIX@_OFFLINE:-}" ] || { say "$archive is not in $cache, and @PREFIX@_OFFLINE is set"; return 1; }
  part=$cached.part wrong=1
  for address in ${@PREFIX@_RELEASE_URL:-$addresses}; do
    for round in 1 2; do
      resumed=$(bytes "$part")
      say "downloading ${address%/}/$archive ($size bytes)"
      download "${address%/}/$archive" || break
      if [ "$(bytes "$part")" = "$size" ] && [ "$(sha256 "$part")" = "$sum" ]; then
        mv -f "$part" "$cached"
        return 0
      fi
      rm -f "$part"
      # What an earlier attempt had left may be of another file: once more, from the start.
      if [ "$round" = 2 ] || [ "$resumed" = 0 ]; then
        say "${address%/}/$archive is complete, and is not the pinned file ($sum)"
        wrong=6
        break
      fi
    done
  done
  return $wrong
}

list() {
  case $archive in
    *.zip) unzip -Z1 "$cached" ;;
    *) tar -tf "$cached" ;;
  esac
}

# Nothing outside the folder, no links or devices, no two names that are one on some systems.
check_names() {
  if list | grep -q -e '^/' -e '^\.\./' -e '/\.\./' -e '/\.\.$' -e '^\.\.$' -e '[\\]'; then fail 6 "$archive has names that leave its folder"; fi
  if [ -n "$(list | sed 's,/$,,' | tr '[:upper:]' '[:lower:]' | sort | uniq -d)" ]; then fail 6 "$archive has names twice"; fi
  case $archive in
    *.zip) if unzip -Z "$cached" | grep -q '^[lbcps]'; then fail 6 "$archive holds links or devices"; fi ;;
    *) if tar -tvf "$cached" | grep -q '^[^-d]'; then fail 6 "$archive holds links or devices"; fi ;;
  esac
}

unpack() {
  check_names
  rm -rf "$beside"
  mkdir -p "$beside/unpacked"
  case $archive in
    *.zip) unzip -q "$cached" -d "$beside/unpacked" ;;
    *) tar -xof "$cached" -C "$beside/unpacked" ;;
  esac
  chmod -R u+rwX,u-s,g-s "$beside/unpacked"
  next=$beside/unpacked
  [ "$root" = - ] || next=$next/$root
  required "$archive" | while read -r hash path; do
    [ -f "$next/$path" ] || fail 6 "$archive lacks $path"
    [ "$(sha256 "$next/$path")" = "$hash" ] || fail 6 "$archive has another $path than is pinned"
  done
  # Two renames: between them is no file, and never a wrong one. The next run puts the old one back.
  [ ! -e "$place" ] || mv "$place" "$beside/old"
  mv "$next" "$place"
  { echo "$sum"; stamp; } >"$verified"
  rm -rf "$beside"
}

from_source() {
  [ -n "$fallback" ] || fail 2 "nothing says how it is built from source"
  say "building it from source: $fallback"
  rm -f "$verified"
  sh -c "$fallback"
  required "$archive" | while read -r _ path; do
    [ -f "$place/$path" ] || fail 4 "the source build did not make $place/$path"
  done
}

# One process at a time; the lock of one that is gone does not count.
lock() {
  waited=0
  until mkdir "$1" 2>/dev/null; do
    owner=$(cat "$1/pid" 2>/dev/null || :)
    if [ "$waited" -gt 0 ] && ! { [ -n "$owner" ] && kill -0 "$owner" 2>/dev/null; }; then
      rm -rf "$1"
      continue
    fi
    [ "$waited" != 1 ] || say "waiting for another process ($owner)"
    waited=$((waited + 1))
    sleep 1
  done
  echo $$ >"$1/pid"
}

cd "$(dirname "$0")"
[ $# -le 1 ] || fail 2 "usage: sh @FILE@ [PLATFORM]"
platform=${1:-$(this_platform)}
read -r have_libc have_version <<END
$(this_libc)
END
choose
read -r archive size sum root <<END
$best
END
place=$into/$platform
beside=$into/.$platform.fetching
verified=$into/.$platform.verified
if [ -d "$place" ] && [ -f "$verified" ] && [ "$(cat "$verified")" = "$(echo "$sum"; stamp)" ]; then exit 0; fi
cache=${@PREFIX@_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/springform/fetch}
mkdir -p "$into" "$cache"
lock "$into/.$platform.lock"
trap 'rm -rf "$into/.$platform.lock"' EXIT
trap 'exit 130' INT TERM HUP
[ ! -d "$beside/old" ] || [ -e "$place" ] || mv "$beside/old" "$place"
rm -rf "$beside"
if [ -d "$place" ] && [ -f "$verified" ] && [ "$(cat "$verified")" = "$(echo "$sum"; stamp)" ]; then exit 0; fi
case ${@PREFIX@_ORIGIN:-auto} in
  source) from_source; exit 0 ;;
  auto | binary) ;;
  *) fail 2 "@PREFIX@_ORIGIN is auto, binary or source" ;;
esac
lock "$cache/$sum.lock"
trap 'rm -rf "$into/.$platform.lock" "$cache/$sum.lock"' EXIT
got=0
get || got=$?
case $got in
  0) unpack; say "$version is in $place" ;;
  6) fail 6 "nothing was used, and nothing is built instead; @PREFIX@_ORIGIN=source builds it" ;;
  *)
    if [ "${@PREFIX@_ORIGIN:-auto}" = binary ] || [ -z "$fallback" ]; then
      fail 4 "$archive cannot be had: check the network and the version, or set @PREFIX@_RELEASE_URL"
    fi
    from_source ;;
esac
