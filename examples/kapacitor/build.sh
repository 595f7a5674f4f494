#!/usr/bin/env bash
# The command line of the build that Springform replaces, in Springform's own words: what means the same is accepted, and for the rest the error says what to
# write instead. The work is described in springform.yaml. --help lists all.
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

usage() {
    cat <<'EOT'
  --debug, --verbose, -v    --verbosity=verbose
  --package                 --target=Dist; without it --target=Compile
  --package-udfs            part of --target=Dist; goes with --package
  --clean                   nothing: dist/ is replaced as a whole in each run
  --generate                nothing: the generated code is made and compared in each run
  --checksum                nothing: there are checksums of everything
  --test                    nothing: the tests run in each run
  --platform, --arch        --only=PLATFORM_ARCH; all of both: every target, the static one and the one with the race detector too
  --static, --race          --only=PLATFORM_ARCH_static, --only=PLATFORM_ARCH_race
  --release, --nightly      --channel=stable, --channel=nightly
  --sign                    --target=Sign
  --upload                  --target=Publish
  --upload-overwrite        --replace-existing
EOT
}

refuse() {
    echo "build.sh: $1: $2" >&2
    exit 2
}

# The value of a switch: --name=VALUE, or the word after --name.
value() {
    if [[ "$1" == *=* ]]; then
        echo "${1#*=}"
    elif [[ $# -gt 1 && "$2" != -* ]]; then
        echo "$2"
    else
        refuse "$1" "a value is missing"
    fi
}

platform="$(uname -s | tr '[:upper:]' '[:lower:]')"
case "$(uname -m)" in
    aarch64 | arm64) arch=arm64 ;;
    *) arch=amd64 ;;
esac
task=Compile channel="" variant="" udfs=""
words=()
while [[ $# -gt 0 ]]; do
    case "$1" in
        --debug | --verbose | -v) words+=(--verbosity=verbose) ;;
        --clean | --generate | --checksum | --test) ;;
        --package) [[ "$task" != Compile ]] || task=Dist ;;
        --package-udfs) udfs=1 ;;
        --sign) [[ "$task" == Publish ]] || task=Sign ;;
        --upload) task=Publish ;;
        --upload-overwrite | -w) words+=(--replace-existing) ;;
        --release | --nightly)
            [[ -z "$channel" || "$channel" == "$1" ]] || refuse "$1" "it does not go with $channel"
            channel="$1"
            ;;
        --static | --race)
            [[ -z "$variant" || "$variant" == "$1" ]] || refuse "$1" "no target has both; add one to targets: in springform.yaml"
            variant="$1"
            ;;
        --platform | --platform=* | --arch | --arch=*)
            chosen="$(value "$@")" || exit
            if [[ "$1" == --platform* ]]; then platform="$chosen"; else arch="$chosen"; fi
            [[ "$1" == *=* ]] || shift
            ;;
        --timeout | --timeout=*) refuse "$1" "write timeout: for the test in springform.yaml" ;;
        --parallel | --parallel=*) refuse "$1" "--target=Dist --parallelism=N says how many targets are built at a time" ;;
        --build-tags | --build-tags=*) refuse "$1" "write TAGS under env: of one target in springform.yaml; no other target gets them" ;;
        --version | --version=*) refuse "$1" "the version is the git tag: git tag vVERSION" ;;
        --iteration | --iteration=*) refuse "$1" "write system_package: {revision: ...} in springform.yaml" ;;
        --name | --name=* | -n) refuse "$1" "write name: in springform.yaml" ;;
        --outdir | --outdir=* | -o) refuse "$1" "all that is shipped is in dist/" ;;
        --bucket | --bucket=*) refuse "$1" "write publishers: in springform.yaml; --target=Publish runs them once the release is public" ;;
        --branch | --branch=* | --commit | --commit=*) refuse "$1" "check it out first: git switch, or git worktree add" ;;
        --update | --no-get) refuse "$1" "the modules are packages of the builder: builder/Dockerfile_build" ;;
        --no-uncommitted) refuse "$1" "--target=CheckRelease refuses a work tree that differs from its commit" ;;
        --stats) refuse "$1" "--target=Report writes a page about the run" ;;
        --help | -h)
            usage
            exit
            ;;
        *) refuse "$1" "this is no switch of the old build; --help lists those, and Springform's own go to its command: --target=Dist $1" ;;
    esac
    shift
done

[[ -z "$udfs" || "$task" != Compile ]] || refuse --package-udfs "the package is part of --target=Dist: add --package"
only="${platform/#all/*}_${arch/#all/*}${variant:+_${variant#--}}"
[[ "$only" == '*_*' ]] || words+=("--only=$only")
case "$channel" in
    --release) words+=(--channel=stable) ;;
    --nightly) words+=(--channel=nightly) ;;
esac
exec "$project/../../build.sh" --project "$project" "--target=$task" "${words[@]}"
