#!/bin/sh
# A sparse registry (cargo's reference, "Registry index format") of the crates in crates/: registry.sh FOLDER ADDRESS
set -eu
folder=$1
address=$2
mkdir -p "$folder/index" "$folder/crates"
printf '{"dl":"%s/crates/{crate}-{version}.crate"}\n' "$address" >"$folder/index/config.json"
for crate in crates/*; do
    name=${crate#crates/}
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$crate/Cargo.toml")
    archive=$folder/crates/$name-$version.crate
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --transform="s,^$crate,$name-$version," -cf - "$crate" | gzip -n >"$archive"
    sum=$(sha256sum <"$archive" | cut -d ' ' -f 1)
    place=$folder/index/$(printf %s "$name" | cut -c 1-2)/$(printf %s "$name" | cut -c 3-4)
    mkdir -p "$place"
    printf '{"name":"%s","vers":"%s","deps":[],"cksum":"%s","features":{},"yanked":false}\n' "$name" "$version" "$sum" >"$place/$name"
done
