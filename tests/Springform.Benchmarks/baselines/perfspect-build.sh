#!/usr/bin/env bash
# What Springform is measured against: examples/perfspect built by a plain script over the same Dockerfiles. Tools image, builder
# image, build container, archives; one recipe after the other; the cache is valid when its files exist.
#
#   perfspect-build.sh PROJECT OUTPUT     makes OUTPUT/dist, keeps OUTPUT/tools-cache; debian:bookworm must be in the engine
#   DOCKER=/usr/bin/docker                the engine's client, with buildx
#   SKIP_TOOLS_CACHE=1                    build the tools again
#
# On stderr: "seconds <step> <n>" per step.
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: $0 PROJECT OUTPUT" >&2
    exit 2
fi
project="$(cd "$1" && pwd)"
mkdir -p "$2"
output="$(cd "$2" && pwd)"
docker="${DOCKER:-docker}"
cache="$output/tools-cache"
dist="$output/dist"

both=(ethtool fio ipmitool lspci numactl perf sshpass)
x86_only=(turbostat libc-source)

timed() {
    local name="$1" start
    shift
    start="$(date +%s.%N)"
    "$@" >&2
    echo "seconds $name $(echo "$start $(date +%s.%N)" | awk '{printf "%.1f", $2 - $1}')" >&2
}

build_tool() {
    "$docker" build --label springform.baseline=perfspect --provenance=false --output "type=local,dest=$cache" \
        --build-arg "TARGETARCH=$2" --build-arg "TOOL_ARCH=$3" "$project/tools/$1"
}

build_tools() {
    local tool
    rm -rf "$cache"
    for tool in "${both[@]}" "${x86_only[@]}"; do
        timed "$tool-x86_64" build_tool "$tool" amd64 x86_64
    done
    for tool in "${both[@]}"; do
        timed "$tool-aarch64" build_tool "$tool" arm64 aarch64
    done
}

cache_is_there() {
    local tool
    [ -f "$cache/bin/x86_64/turbostat" ] || return 1
    for tool in "${both[@]}"; do
        [ -f "$cache/bin/x86_64/$tool" ] && [ -f "$cache/bin/aarch64/$tool" ] || return 1
    done
}

build_tools_image() {
    printf 'FROM scratch\nCOPY . /\n' |
        "$docker" build --label springform.baseline=perfspect --provenance=false -t perfspect-tools:baseline -f - "$cache"
}

build_builder_image() {
    "$docker" build --label springform.baseline=perfspect --provenance=false -t perfspect-builder:baseline \
        --build-arg TOOLS_IMAGE=perfspect-tools:baseline -f "$project/builder/Dockerfile" "$project"
}

compile() {
    "$docker" run --rm --network=none --label springform.baseline=perfspect --user "$(id -u):$(id -g)" \
        --env "GOARCH=$1" --volume "$work:/src" perfspect-builder:baseline make test perfspect
}

package() {
    local arch="$1" archive="$2" root="$output/package/perfspect"
    rm -rf "$output/package"
    mkdir -p "$root/tools"
    cp "$work/perfspect" "$work/LICENSE" "$work/targets.yaml" "$root"
    cp "$cache/bin/$arch"/* "$root/tools"
    tar -C "$output/package" -czf "$dist/$archive" perfspect
    (cd "$dist" && md5sum "$archive" >"$archive.md5.txt")
    rm -rf "$output/package"
}

package_sources() {
    tar -C "$cache" -czf "$dist/oss_source.tgz" source licenses
    (cd "$dist" && md5sum oss_source.tgz >oss_source.tgz.md5)
}

write_manifest() {
    local commit
    commit="$(git -C "$project" rev-parse HEAD 2>/dev/null || echo unknown)"
    printf '{\n  "version": "%s",\n  "commit": "%s",\n  "date": "%s",\n  "time": "%s"\n}\n' \
        "$(head -n 1 "$project/version.txt")" "$commit" "$(date -u +%F)" "$(date -u +%T)" >"$dist/manifest.json"
}

if [ -z "${SKIP_TOOLS_CACHE:-}" ] && cache_is_there; then
    echo "tools-cache is there" >&2
else
    timed tools build_tools
fi
timed tools-image build_tools_image
timed builder-image build_builder_image

rm -rf "$dist"
mkdir -p "$dist"
work="$output/work"
for target in "amd64 x86_64 perfspect.tgz" "arm64 aarch64 perfspect-aarch64.tgz"; do
    read -r goarch arch archive <<<"$target"
    rm -rf "$work"
    mkdir -p "$work"
    cp "$project"/*.go "$project"/go.* "$project"/Makefile "$project"/version.txt "$project"/LICENSE "$project"/targets.yaml "$work"
    timed "compile-$arch" compile "$goarch"
    timed "package-$arch" package "$arch" "$archive"
done
rm -rf "$work"
timed sources package_sources
write_manifest
