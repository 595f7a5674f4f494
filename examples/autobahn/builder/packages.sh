#!/bin/sh
# Installs what the stage of the Dockerfile needs: packages.sh runtime|builder. Debian and Ubuntu by apt, Rocky Linux by dnf.
set -eu
stage=$1

with_apt() {
    export DEBIAN_FRONTEND=noninteractive
    codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    id=$(sed -n 's/^ID=//p' /etc/os-release)
    arch=$(dpkg --print-architecture)
    case $stage in
        runtime) set -- python3-minimal python3-pip ;;
        builder) set -- gcc libc6-dev python3-dev python3-setuptools python3-wheel libdeflate-dev ;;
    esac
    # PyPy on one base, for its own architecture.
    case $codename-$arch-$stage in
        bookworm-amd64-runtime) set -- "$@" pypy3 ;;
        bookworm-amd64-builder) set -- "$@" pypy3-dev ;;
    esac
    if [ "$stage-$id-$arch" = builder-debian-amd64 ]; then
        dpkg --add-architecture arm64
        set -- "$@" gcc-aarch64-linux-gnu libc6-dev-arm64-cross libpython3-dev:arm64 libdeflate-dev:arm64
    fi
    apt-get update -q
    apt-get install -q -y --no-install-recommends "$@"
    apt-get clean
    rm -rf /var/lib/apt/lists/*
}

with_dnf() {
    case $stage in
        runtime) set -- python3 python3-pip ;;
        # python3-wheel is in a repository that is off at first.
        builder) set -- --enablerepo=crb gcc glibc-devel python3-devel python3-setuptools python3-wheel ;;
    esac
    dnf install -q -y --setopt=install_weak_deps=False "$@"
    dnf clean all
}

if command -v apt-get >/dev/null; then
    with_apt
else
    with_dnf
fi
