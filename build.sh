#!/usr/bin/env bash
# Builds the host when a source is newer than it, then runs it in the caller's directory: ./build.sh --target=Dist
set -eu
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
artifacts=$root/artifacts
remembered=$artifacts/package-mode

# Our errors look like the host's: code, what, where, fix.
fail() {
    printf '%s\n  at  %s\n  fix %s\n' "$1" "$2" "$3" >&2
    exit 4
}

# Genuine packages where the registry has them, else the stand-ins of src/standins. Asked once, and again when the versions change.
choose_packages() {
    if log=$(cd "$root" && dotnet restore build/Build.csproj -p:GenuinePackages=true -v quiet --disable-build-servers 2>&1); then
        mode=genuine genuine=true
    else
        case $log in
        *NU1301*)
            printf '%s\n' "$log" >&2
            fail 'E310 the package registry does not answer (NU1301)' 'dotnet restore' "check the network and the sources that 'dotnet nuget list source' shows, then run again"
            ;;
        *NU1101* | *NU1102*)
            mode=standin genuine=false
            echo 'build.sh: the package registry lacks Cake.Frosting or one of its four companions: using the stand-ins of src/standins' >&2
            ;;
        *)
            printf '%s\n' "$log" >&2
            exit 1
            ;;
        esac
    fi
    # Compiled ahead of time the host starts twice as fast; where the registry lacks that compiler it works all the same.
    ahead=true
    if ! restore_ahead >/dev/null 2>&1; then
        ahead=false
        echo 'build.sh: the package registry lacks the ahead-of-time compiler (Crossgen2): each start will take a little longer' >&2
    fi
    echo "$mode $ahead" >"$remembered.new"
    mv "$remembered.new" "$remembered"
}

restore_ahead() {
    (cd "$root" && dotnet restore build/Build.csproj "-p:GenuinePackages=$genuine" --use-current-runtime -p:AheadOfTime=true -v quiet --disable-build-servers)
}

must_ask() {
    [ -z "$ahead" ] || [ "$root/Directory.Packages.props" -nt "$remembered" ]
}

# Directories count too: one whose file was deleted is newer than the stamp.
is_stale() {
    must_ask || [ ! -f "$stamp" ] ||
        [ -n "$(find "$root/build" "$root/src" "$root/eng" "$root"/Directory.* "$root/global.json" -newer "$stamp" -print -quit)" ]
}

look() {
    mode='' ahead=''
    [ ! -f "$remembered" ] || read -r mode ahead <"$remembered"
    genuine=false
    [ "$mode" != genuine ] || genuine=true
    stamp=$artifacts/$mode/build.stamp
    host=$artifacts/$mode/host/Build.dll
}

# $stamp.new is there while a build runs. Found at the start, it tells of a build that was killed, whose half-written files must not be built upon.
build() {
    if must_ask; then
        choose_packages
        look
    fi
    [ ! -f "$stamp.new" ] || rm -rf "$artifacts/$mode/host" "$artifacts/$mode/obj"
    mkdir -p "$artifacts/$mode"
    : >"$stamp.new"
    echo 'build.sh: building the host' >&2
    # No build servers: they would outlive this script and keep the lock.
    (cd "$root" && dotnet publish build/Build.csproj -c Release -o "$artifacts/$mode/host" "-p:GenuinePackages=$genuine" --use-current-runtime --no-self-contained \
        -p:AheadOfTime="$ahead" -v quiet -nologo -clp:NoSummary --disable-build-servers) >&2 || {
        code=$?
        [ $code -gt 128 ] || rm -f "$stamp.new"
        exit $code
    }
    mv "$stamp.new" "$stamp"
}

command -v dotnet >/dev/null || fail 'E303 dotnet is missing' 'PATH' 'install the .NET SDK 10: https://dotnet.microsoft.com/download'
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
