#!/usr/bin/env bash
# Builds the host when a source is newer than it, then runs it in the caller's directory: ./build.sh --target=Dist
set -eu
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
artifacts=$root/artifacts
forced=${GenuinePackages-}
remembered=$artifacts/package-mode${forced:+-$forced}
log=$artifacts/build.log

# Our errors look like the host's: code, what, where, fix.
fail() {
    printf '%s\n  at  %s\n  fix %s\n' "$2" "$3" "$4" >&2
    exit "$1"
}

# In English, because its words are read here; without build servers, which would outlive this script and keep the lock.
sdk() {
    (cd "$root" && DOTNET_CLI_UI_LANGUAGE=en dotnet "$@" -v quiet --disable-build-servers) >"$log" 2>&1
}

said() {
    grep -q "$1" "$log"
}

give_up() {
    cat "$log" >&2
    ! said NU1301 || fail 4 'E310 the package registry does not answer (NU1301)' 'dotnet restore' "check the network and the sources that 'dotnet nuget list source' shows, then run again"
    [ "$mode$forced" != genuine ] || echo 'build.sh: GenuinePackages=false in the environment builds on the stand-ins of src/standins instead' >&2
    exit "$1"
}

# The packages that the registry has not, or not in this version.
missing() {
    sed -n -e 's/.*NU110[12]: Unable to find package \([^ ]*[^ .]\).*/\1/p' -e 's/.*NU1603: .* depends on \([^ ]*\) (.*/\1/p' "$log" | sort -u | paste -s -d , | sed 's/,/, /g'
}

use() {
    mode=$1 genuine=false
    [ "$mode" != genuine ] || genuine=true
    stamp=$artifacts/$mode/build.stamp
    host=$artifacts/$mode/host/Build.dll
}

# Genuine packages where the registry has them, else the stand-ins of src/standins; GenuinePackages=true|false in the environment forces either.
choose() {
    use genuine
    [ "$forced" != false ] || use standin
    if [ -z "$forced" ] && ! sdk restore build/Build.csproj -p:GenuinePackages=true; then
        lacks=$(missing)
        if [ -z "$lacks" ] || said NU1301; then give_up 1; fi
        use standin
        echo "build.sh: the package registry lacks $lacks: using the stand-ins of src/standins" >&2
    fi
    # Compiled ahead of time the host starts twice as fast; where the registry lacks that compiler it works all the same.
    ahead=true
    if ! sdk restore build/Build.csproj "-p:GenuinePackages=$genuine" --use-current-runtime -p:AheadOfTime=true; then
        ahead=false
        echo 'build.sh: the package registry lacks the ahead-of-time compiler (Crossgen2): each start will take a little longer' >&2
    fi
}

look() {
    mode='' ahead=''
    [ ! -f "$remembered" ] || read -r mode ahead <"$remembered"
    use "$mode"
}

must_ask() {
    [ -z "$ahead" ] || [ "$root/Directory.Packages.props" -nt "$remembered" ]
}

# Directories count too: one whose file was deleted is newer than the stamp.
is_stale() {
    must_ask || [ ! -f "$stamp" ] ||
        [ -n "$(find "$root/build" "$root/src" "$root/eng" "$root"/Directory.* "$root/global.json" -newer "$stamp" -print -quit)" ]
}

# $stamp.new is there while a build runs. Found at the start, it tells of a build that was killed, whose half-written files must not be built upon.
publish() {
    [ ! -f "$stamp.new" ] || rm -rf "$artifacts/$mode/host" "$artifacts/$mode/obj"
    mkdir -p "$artifacts/$mode"
    : >"$stamp.new"
    echo 'build.sh: building the host' >&2
    code=0 compiled=false
    sdk publish build/Build.csproj -c Release -o "$artifacts/$mode/host" "-p:GenuinePackages=$genuine" --use-current-runtime --no-self-contained \
        -p:AheadOfTime="$ahead" -nologo -clp:NoSummary || code=$?
    if [ $code -gt 128 ]; then
        cat "$log" >&2
        exit $code
    fi
    if [ $code -eq 0 ]; then
        compiled=true
        dotnet exec "$host" --version >"$log" 2>&1 || code=$?
    fi
    [ $code -eq 0 ] || rm -f "$stamp.new"
    return $code
}

# The choice is remembered once the host answers. A remembered one that holds no longer, because a package is gone or the host does not answer, is made anew, once.
build() {
    asked=false
    if must_ask; then
        choose
        asked=true
    fi
    if ! publish; then
        if [ $asked = true ] || { [ $compiled = false ] && ! said 'error NU'; }; then give_up "$code"; fi
        rm -f "$remembered"
        choose
        publish || give_up "$code"
    fi
    echo "$mode $ahead" >"$remembered.new"
    mv "$remembered.new" "$remembered"
    mv "$stamp.new" "$stamp"
}

case $forced in
'' | true | false) ;;
*) fail 2 "E103 GenuinePackages cannot be '$forced'" 'environment, GenuinePackages' 'use one of: true, false; or unset it' ;;
esac
command -v dotnet >/dev/null || fail 4 'E303 dotnet is missing' 'PATH' 'install the .NET SDK 10: https://dotnet.microsoft.com/download'
look
if is_stale; then
    mkdir -p "$artifacts"
    exec 9>"$artifacts/build.lock"
    ! command -v flock >/dev/null || flock 9
    look
    ! is_stale || build
    exec 9>&-
fi
exec dotnet exec "$host" "$@"
