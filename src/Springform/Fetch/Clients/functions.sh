# platform, C library, its version (- for none), level of x86-64 (0 for any), archive, bytes, SHA-256, the archive's own folder (- for none)
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

# May the files in $1 be used? An installer asks whether they start.
# shellcheck disable=SC2317
accept() { :; }

say() { printf '%s\n' "$name: $*" >&2; }
fail() { code=$1; shift; say "$*"; exit "$code"; }
has() { command -v "$1" >/dev/null 2>&1; }

sha256() {
  if has sha256sum; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# Size, times and inode: what has not changed since it was verified is not read again.
# shellcheck disable=SC2317
stamp() {
  required "$archive" | cut -d ' ' -f 2 | (
    cd "$place"
    # GNU and busybox, or else BSD
    if stat -c %n / >/dev/null; then set -- -c '%n %s %y %z %i'; else set -- -f '%N %z %Fm %Fc %i'; fi
    TZ=UTC0 xargs stat "$@"
  ) 2>/dev/null
}

# Each required file in $1 is the pinned one, by its content.
is_right() {
  required "$archive" | sed 's/ /  /' | (cd "$1" && if has sha256sum; then sha256sum -c; else shasum -a 256 -c; fi) >/dev/null 2>&1
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

# The level of x86-64 that this machine's processor has (only Linux files say what they need); 9 for a machine that is only named.
this_level() {
  [ "$platform" = "$(this_platform)" ] || { echo 9; return; }
  level=0
  flags="$(sed -n '/^flags/{s/^[^:]*://p;q;}' /proc/cpuinfo 2>/dev/null) "
  for needs in 'lm' 'sse4_2 popcnt' 'avx2 bmi1 bmi2 fma abm' 'avx512f avx512bw avx512cd avx512dq avx512vl'; do
    for flag in $needs; do
      case $flags in *" $flag "*) ;; *) echo "$level"; return ;; esac
    done
    level=$((level + 1))
  done
  echo "$level"
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

# The archive with the highest floor that this machine meets; what needs nothing comes last. Of equal ones that for the newest processor, or for the oldest where
# the machine is only named.
choose() {
  best='' best_version=-2.0 best_level=0 nearest=''
  while read -r for libc needed level rest; do
    [ "$for" = "$platform" ] || continue
    nearest="$libc $needed"
    [ "$level" = 0 ] || nearest="$nearest and a processor of x86-64-v$level"
    [ "$level" -le "$have_level" ] || continue
    case $libc in
      -) needed=-1.0 ;;
      musl) [ "$have_libc" = musl ] || continue; needed=9999.0 ;;
      glibc) if [ "$have_libc" != glibc ] || ! at_least "$have_version" "$needed"; then continue; fi ;;
    esac
    at_least "$needed" "$best_version" || continue
    if [ "$needed" = "$best_version" ]; then
      if [ "$have_level" = 9 ]; then [ "$level" -lt "$best_level" ] || continue; else [ "$level" -gt "$best_level" ] || continue; fi
    fi
    best="$rest" best_version=$needed best_level=$level
  done <<END
$(assets)
END
  [ -n "$nearest" ] || fail 4 "version $version has no archive for $platform; it has: $(assets | cut -d ' ' -f 1 | sort -u | tr '\n' ' ')"
  [ -n "$best" ] || fail 4 "version $version has no archive that runs here ($have_libc $have_version, x86-64-v$have_level); the nearest needs $nearest"
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

allowed() {
  host=${1#*://}
  case $1:${host%%[:/]*} in
    https://*) protocols='=https' ;;
    http://*:127.*[!0-9.]*) say "$1 is not https"; return 1 ;;
    http://*:localhost | http://*:127.*) protocols='=http,https' ;; # this machine
    *) say "$1 is not https"; return 1 ;;
  esac
}

download() {
  allowed "$1" || return 1
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

# Not every tar sees by itself that its input is compressed.
plain_tar() {
  case $archive in
    *.gz | *.tgz) gzip -dc "$cached" ;;
    *) cat "$cached" ;;
  esac
}

list() {
  case $archive in
    *.zip) unzip -Z1 "$cached" ;;
    *) plain_tar | tar -tf - ;;
  esac
}

# Nothing outside the folder, no hard links or devices, no two names that are one on some systems.
check_names() {
  if list | grep -q -e '^/' -e '^\.\./' -e '/\.\./' -e '/\.\.$' -e '^\.\.$' -e '[\\]'; then fail 6 "$archive has names that leave its folder"; fi
  if [ -n "$(list | sed 's,/$,,' | tr '[:upper:]' '[:lower:]' | sort | uniq -d)" ]; then fail 6 "$archive has names twice"; fi
  case $archive in
    *.zip) if unzip -Z "$cached" | grep -q '^[lbcps]'; then fail 6 "$archive holds links or devices"; fi ;;
    *) { list; echo //; plain_tar | tar -tvf -; } | awk -v root="$root" "$links_stay" || fail 6 "$archive holds hard links, devices, or links that leave its folder" ;;
  esac
}

# Reads all names, //, and the same with kinds. A link's target may go up at its beginning alone, not beyond the archive's own folder, and no name is behind a
# link. One " -> " in a line leaves no doubt which the target is.
# shellcheck disable=SC2016 # the program is awk's
links_stay='
  { sub(/^\.\//, "") }
  !kinds { if ($0 == "//") kinds = 1; else { sub(/\/$/, ""); name[++count] = $0 }; next }
  { line++ }
  /^[-d]/ { next }
  !/^l/ || split($0, part, " -> ") != 2 || substr(part[1], length(part[1]) - length(name[line]) + 1) != name[line] { bad = 1; next }
  {
    link[tolower(name[line])] = 1
    up = gsub(/\//, "/", name[line]) - (root != "-")
    to = part[2]
    while (sub(/^\.\.(\/|$)/, "", to)) up--
    if (up < 0 || part[2] == "" || to ~ /^\/|\\|(^|\/)\.\.(\/|$)/) bad = 1
  }
  END {
    for (i = 1; i <= count; i++) for (folder = tolower(name[i]); sub(/\/[^\/]*$/, "", folder); ) if (folder in link) bad = 1
    exit bad || line != count
  }
'

unpack() {
  check_names
  rm -rf "$beside"
  mkdir -p "$beside/unpacked"
  case $archive in
    *.zip) unzip -q "$cached" -d "$beside/unpacked" ;;
    *) plain_tar | tar -xof - -C "$beside/unpacked" ;;
  esac
  chmod -R u+rwX,u-s,g-s "$beside/unpacked"
  next=$beside/unpacked
  [ "$root" = - ] || next=$next/$root
  required "$archive" | while read -r hash path; do
    [ -f "$next/$path" ] || fail 6 "$archive lacks $path"
    [ "$(sha256 "$next/$path")" = "$hash" ] || fail 6 "$archive has another $path than is pinned"
  done
  accept "$next"
  # Two renames: between them is no file, and never a wrong one. The next run puts the old one back.
  [ ! -e "$place" ] || mv "$place" "$beside/old"
  mv "$next" "$place"
  if now=$(stamp); then record "$sum"; fi
  rm -rf "$beside"
}

# What was found now is what $1 says: the pinned archive, or a source build.
record() { printf '%s\n' "$1" "$now" >"$verified"; }

# What this machine needs of the release: $archive, $size, $sum, $root. $1 is the platform, or empty for this machine's.
select_archive() {
  platform=${1:-$(this_platform)}
  read -r have_libc have_version <<END
$(this_libc)
END
  have_level=$(this_level)
  choose
  read -r archive size sum root <<END
$best
END
  cache=$(cache_folder)
}
cache_folder() { echo "${@PREFIX@_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/springform/fetch}"; }

# The archive is to be unpacked as the folder $2 of $1.
set_place() {
  into=$1 place=$1/$2 beside=$1/.$2.fetching verified=$1/.$2.verified
}

# What was verified once is there, and nothing of it changed. Without the record in $verified, all is read again.
in_place() { recorded "$sum"; }
recorded() {
  [ -d "$place" ] && [ -f "$verified" ] && now=$(stamp) && [ "$(cat "$verified")" = "$1
$now" ]
}

# It was copied or touched since, and is right.
verify_again() { [ -d "$place" ] && now=$(stamp) && is_right "$place" && record "$sum"; }

# From here on this process alone works at the place; what a killed one left is put right.
begin() {
  mkdir -p "$into" "$cache"
  lock "${verified%.verified}.lock"
  lib_lock=${verified%.verified}.lock
  [ ! -d "$beside/old" ] || [ -e "$place" ] || mv "$beside/old" "$place"
  rm -rf "$beside"
}

# Into the cache, and $got says how that went: 0, 1 it is not to be had, 6 there is another one.
obtain() {
  lock "$cache/$sum.lock"
  cache_lock=$cache/$sum.lock
  got=0
  get || got=$?
}

alive() { kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]; }

# One process at a time: a file with the number of its owner appears as a whole, or not at all. The lock of one that is gone does not count: it is moved aside, and
# put back where another process has taken it meanwhile.
lock() {
  waiting=$1.$$ waited=0 missed=0
  echo $$ >"$waiting"
  until ln "$waiting" "$1" 2>/dev/null; do
    if owner=$(cat "$1" 2>/dev/null); then missed=0; else missed=$((missed + 1)); fi
    [ "$missed" -lt 5 ] || fail 4 "$1 cannot be made"
    if [ "$missed" = 0 ] && ! alive "$owner" && mv "$1" "$waiting.old" 2>/dev/null; then
      [ "$(cat "$waiting.old")" = "$owner" ] || ln "$waiting.old" "$1" 2>/dev/null || :
      rm -f "$waiting.old"
      continue
    fi
    [ "$waited" != 1 ] || say "waiting for another process ($owner)"
    waited=$((waited + 1))
    sleep 1
  done
  rm -f "$waiting"
}

waiting='' lib_lock='' cache_lock=''
unlock() {
  for file in "$waiting" "$lib_lock" "$cache_lock"; do
    [ -z "$file" ] || rm -f "$file"
  done
}
trap unlock EXIT
trap 'exit 130' INT TERM HUP
