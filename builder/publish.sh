#!/bin/sh
# The compile step of springform.yaml, in the builder image: the springform command with the .NET runtime of one system, RID; beside that of linux-x64 also the
# one for an installed .NET.
set -eu

publish() {
    # The paths of this run must not be in the result. The analyzers have seen these sources when the host was built.
    dotnet publish src/Springform.Cli @/opt/nuget/offline.rsp -p:Version="$VERSION" -p:PathMap="$PWD/=/springform/" -p:RunAnalyzers=false "$@"
}

# Licence files where a package brings them, and its nuspec, which names licence and copyright, for all.
licences() {
    for folder in /opt/nuget/*/*/; do
        package=$(basename "$(dirname "$folder")")
        case $package in
        microsoft.netcore.app.runtime.* | microsoft.netcore.app.host.*) [ "${package#microsoft.netcore.app.*.}" = "$2" ] || continue ;;
        microsoft.codeanalysis.bannedapianalyzers | microsoft.netcore.app.crossgen2.*) continue ;;
        esac
        mkdir -p "$1/licenses/$package"
        find "$folder" -maxdepth 1 \( -iname '*licen[cs]e*' -o -iname '*notice*' -o -name '*.nuspec' \) -exec install -m 644 -t "$1/licenses/$package" {} +
    done
}

publish -o publish/command -r "$RID" --self-contained
licences publish/command "$RID"
[ "$RID" = linux-x64 ] || exit 0
publish -o publish/any -p:UseAppHost=false -p:AheadOfTime=false
licences publish/any none
# It runs on either architecture, so it brings the tools for both.
cp -r /opt/tools publish/any/tools
