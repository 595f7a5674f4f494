#!/bin/sh
# The compile steps of springform.yaml, in the builder image. "library" compiles what is the same for all systems; the name of a system makes the springform
# command of that library, with the .NET runtime of the system, and beside that of linux-x64 also the one for an installed .NET.
set -eu

# The paths of this run must not be in the result. The analyzers have seen these sources when the host was built.
compile() {
    verb=$1
    shift
    dotnet "$verb" "$@" @/opt/nuget/offline.rsp -p:Version="$VERSION" -p:PathMap="$PWD/=/springform/" -p:RunAnalyzers=false
}

# The library is there already.
publish() {
    compile publish src/Springform.Cli -p:BuildProjectReferences=false "$@"
}

# Licence files where a package brings them, and its nuspec, which names licence and copyright, for all.
licences() {
    for folder in /opt/nuget/*/*/; do
        package=$(basename "$(dirname "$folder")")
        case $package in
        microsoft.netcore.app.runtime.* | microsoft.netcore.app.host.*) [ "${package#microsoft.netcore.app.*.}" = "$2" ] || continue ;;
        microsoft.codeanalysis.*analyzers | microsoft.netcore.app.crossgen2.*) continue ;;
        esac
        mkdir -p "$1/licenses/$package"
        find "$folder" -maxdepth 1 \( -iname '*licen[cs]e*' -o -iname '*notice*' -o -name '*.nuspec' \) -exec install -m 644 -t "$1/licenses/$package" {} +
    done
}

if [ "$1" = library ]; then
    compile build src/Springform -c Release
    exit
fi
publish -o publish/command -r "$1" --self-contained
licences publish/command "$1"
[ "$1" = linux-x64 ] || exit 0
publish -o publish/any -p:UseAppHost=false -p:AheadOfTime=false
licences publish/any none
# It runs on either architecture, so it brings the tools for both.
cp -r /opt/tools publish/any/tools
