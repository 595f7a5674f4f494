#!/usr/bin/env bash
# Six legs one after another, in the manner of a hand-written release script: abi-legs.sh PROJECT OUTPUT, with BASES="name=image ..." of pinned images.
set -euo pipefail
project=$1 output=$2
docker=${DOCKER:-docker}
mkdir -p "$output"
for pair in $BASES; do
    name=${pair%%=*} image=${pair#*=}
    "$docker" buildx build --load --quiet --provenance=false --platform linux/amd64 --build-arg "BASE_IMAGE=$image" --tag "legs-baseline:$name" "$project/builder" >/dev/null
    for cross in '' aarch64-linux-gnu-; do
        leg=$name-${cross:+arm64}
        container=$("$docker" create --init --network none --env "CROSS=$cross" --env VERSION=1.0.0 --workdir /src "legs-baseline:$name" make)
        tar -C "$project" -c Makefile src | "$docker" cp - "$container:/src"
        "$docker" start --attach "$container"
        rm -rf "${output:?}/$leg"
        "$docker" cp "$container:/src/build" "$output/$leg"
        "$docker" rm --force "$container" >/dev/null
        tar -C "$output" -czf "$output/$leg.tgz" "$leg"
        (cd "$output" && sha256sum "$leg.tgz" >"$leg.tgz.sha256")
    done
done
