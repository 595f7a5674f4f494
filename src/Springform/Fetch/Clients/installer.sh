#!/bin/sh
# Installs @NAME@ @VERSION@ for one user: downloads the archive for this machine, verifies it, and unpacks it.
# Made from springform.fetch.lock by: springform --target=Installer --language=sh. Do not edit it; make it again.
#
# usage: sh @FILE@ [--prefix=DIR] [--version=VERSION] [--uninstall]      or: curl ... | sh -s -- --version=VERSION
#   --prefix     gets lib/@NAME@/ and links in bin/; default: ~/.local
#   --version    another release than @VERSION@: nothing pins it, and its index says what is right
#   @PREFIX@_RELEASE_URL, @PREFIX@_CACHE, @PREFIX@_OFFLINE=1: another folder with the same files, a folder for archives, no server
# Needs curl or wget, tar (unzip for .zip), and sha256sum or shasum. Exit codes: 0 done, 1 it does not start, 2 usage, 4 not to be had, 6 a file is another one.
set -eu

name='@NAME@'
version='@VERSION@'
addresses='@ADDRESSES@'
programs='@PROGRAMS@'

@FUNCTIONS@

# The assets of another release, from its index: one key a line, as Springform writes it.
# shellcheck disable=SC2016 # the program is awk's
read_index='
  { split($0, part, "\""); key = part[2]; value = part[4]; number = $2; sub(/,$/, "", number) }
  /^      "files"/ { files = 1 }
  /^      \]/ { files = 0 }
  files && key == "path" { path = value }
  files && key == "sha256" { print "required", asset, value, path }
  !files && key ~ /^(name|os|arch|variant|floor|processor|sha256|root)$/ { have[key] = value }
  !files && key == "size" { size = number }
  /^      "name"/ { asset = value; delete have; have["name"] = value }
  /^    }/ && have["variant"] == "@VARIANT@" {
    if (have["floor"] !~ /^(glibc [0-9.]+|musl)$/) have["floor"] = "- -"
    else if (have["floor"] == "musl") have["floor"] = "musl -"
    if (sub(/^x86-64-v/, "", have["processor"]) == 0) have["processor"] = 0
    print "asset", have["os"] "_" have["arch"], have["floor"], have["processor"], have["name"], size, have["sha256"], (have["root"] == "" ? "-" : have["root"])
  }
'

index_line='^(asset [a-z0-9_]+ (glibc [0-9.]+|musl -|- -) [0-9] [A-Za-z0-9._+%~=,-]+ [0-9]+ [0-9a-f]{64} [A-Za-z0-9._+~-]+|required [A-Za-z0-9._+%~=,-]+ [0-9a-f]{64} [A-Za-z0-9._+/:%~=,-]+)$'

# A file whose size nobody knows.
download_small() {
  allowed "$1" || return 1
  for attempt in 1 2 3; do
    rm -f "$part"
    had=0
    download_once "$1" && return 0
    [ "$attempt" = 3 ] || sleep "$attempt"
  done
  return 1
}

use_version() {
  version=$1
  addresses=$(echo '@FOLDER@' | sed "s/{version}/$1/g")
  address=${@PREFIX@_RELEASE_URL:-$addresses}
  cache=$(cache_folder)
  mkdir -p "$cache"
  part=$cache/$name-$1-index.$$
  [ -z "${@PREFIX@_OFFLINE:-}" ] || fail 4 "only $pinned can be installed with @PREFIX@_OFFLINE"
  say "$1 is not pinned ($pinned is): it is what ${address%/}/@INDEX@ says"
  waiting=$part # removed at the end, whatever it is
  download_small "${address%/}/@INDEX@" || fail 4 "there is no release $1, or it cannot be had"
  index=$(awk "$read_index" "$part")
  rm -f "$part"
  [ -n "$index" ] || fail 6 "${address%/}/@INDEX@ is no index of a release"
  # They become paths and words of commands.
  if echo "$index" | grep -Eqv "$index_line" || echo "$index" | grep -Eq '[ /]\.\.(/|$)'; then
    fail 6 "${address%/}/@INDEX@ has a name or a hash that is none"
  fi
  assets() { echo "$index" | sed -n 's/^asset //p'; }
  required() { echo "$index" | awk -v archive="$1" '$1 == "required" && $2 == archive { print $3, $4 }'; }
}

# A new version that does not start leaves the old one where it is.
accept() {
  for program in $programs; do
    "$1/$program" --version </dev/null >/dev/null 2>&1 || fail 1 "$program of $version does not start here; what was installed before stays"
  done
}

# Links of ours; a file of somebody else is left alone.
# shellcheck disable=SC2012
is_ours() { [ -L "$1" ] && [ "$(ls -l "$1" | sed 's/.* -> //')" = "../lib/$name/$2" ]; }

uninstall() {
  for program in $programs; do
    link=$prefix/bin/${program##*/}
    if is_ours "$link" "$program"; then rm -f "$link"; fi
  done
  rm -rf "$place" "$verified" "$beside"
  say "removed from $prefix"
}

pinned=$version wanted='' prefix=${HOME:-/}/.local remove=''
for argument; do
  case $argument in
    --prefix=?*) prefix=${argument#*=} ;;
    --version=?*) wanted=${argument#*=} ;;
    --uninstall) remove=1 ;;
    *) fail 2 "usage: sh @FILE@ [--prefix=DIR] [--version=VERSION] [--uninstall]" ;;
  esac
done
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
set_place "$prefix/lib" "$name"
if [ -n "$remove" ]; then uninstall; exit 0; fi
case $wanted in *[!A-Za-z0-9._+-]*) fail 2 "$wanted is no version" ;; esac
wanted=${wanted#v}
[ -z "$wanted" ] || [ "$wanted" = "$version" ] || use_version "$wanted"
select_archive ''
begin
if in_place || verify_again; then
  say "$version is in $place already"
else
  obtain
  case $got in
    0) unpack ;;
    6) fail 6 "nothing was installed" ;;
    *) fail 4 "$archive cannot be had: check the network and the version, or set @PREFIX@_RELEASE_URL" ;;
  esac
  say "$version is in $place"
fi
mkdir -p "$prefix/bin"
for program in $programs; do
  link=$prefix/bin/${program##*/}
  if [ -e "$link" ] && ! is_ours "$link" "$program"; then fail 1 "$link is there already and is not ours: remove it, or choose another --prefix"; fi
  ln -sf "../lib/$name/$program" "$link"
done
case :${PATH:-}: in
  *:"$prefix/bin":*) ;;
  *) say "add it to PATH: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
