#!/bin/sh
# From a clone to dist/ by Init alone.
#
#     SPRINGFORM=./build.sh try.sh FOLDER...
#
# Each FOLDER is a clone without springform.yaml, and stays as it is: a copy of it gets what Init writes, and is built. FOLDER=EDITS names a sed script that
# changes at most three lines of springform.yaml. Ends with 1 when one of them is not green; the copies of these are kept.
set -eu
springform=${SPRINGFORM:-$(dirname -- "$0")/../../../build.sh}
most=3
failed=0

# Prints nothing unless it fails.
step() {
    "$@" >"$log" 2>&1 || {
        tail -n 40 "$log" >&2
        return 1
    }
}

commit() {
    [ -d "$copy/.git" ] || step git -C "$copy" init --quiet
    step git -C "$copy" add --all
    step git -C "$copy" -c user.name=Init -c user.email=init@example.org commit --quiet --allow-empty --message "$1"
}

try() {
    cp -R -- "$folder/." "$copy"
    commit 'As it was cloned' || return 1
    # SPRINGFORM is a command with its arguments.
    # shellcheck disable=SC2086
    step $springform --project "$copy" --target=Init --yes || return 1
    lines=$(wc -l <"$copy/springform.yaml")
    [ "$lines" -le 30 ] || {
        echo "springform.yaml has $lines lines" >&2
        return 1
    }
    cp -- "$copy/springform.yaml" "$log.written"
    [ -z "$edits" ] || sed -f "$edits" "$log.written" >"$copy/springform.yaml"
    changed=$(diff "$log.written" "$copy/springform.yaml" | grep -c '^>' || true)
    [ "$changed" -le "$most" ] || {
        echo "$changed lines were edited, and at most $most should be" >&2
        return 1
    }
    commit 'With Springform' || return 1
    # shellcheck disable=SC2086
    step $springform --project "$copy" --target=Check || return 1
    # shellcheck disable=SC2086
    step $springform --project "$copy" --target=Dist || return 1
    [ -z "$(git -C "$copy" status --porcelain)" ] || {
        git -C "$copy" status --short >&2
        echo "the build left files that git does not ignore" >&2
        return 1
    }
    echo "$folder: $lines lines, $changed edited"
    sed -n '/^dist\//,$p' "$log"
}

for argument in "$@"; do
    folder=${argument%%=*}
    edits=
    [ "$folder" = "$argument" ] || edits=${argument#*=}
    parent=$(mktemp -d)
    copy=$parent/$(basename -- "$folder")
    mkdir -- "$copy"
    log=$parent/log
    if try; then
        rm -rf -- "$parent"
    else
        echo "$folder: not green, see $copy" >&2
        failed=1
    fi
done
exit "$failed"
