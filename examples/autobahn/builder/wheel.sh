#!/bin/sh
# One wheel: for PYTHON_TAG (cp311, cp39-abi3, pp39) and MACHINE (x86_64, aarch64), at VERSION. Without a network.
set -eu
interpreter=python3
case $PYTHON_TAG in
    pp*)
        interpreter=pypy3
        # Debian's setuptools is plain Python and does for both.
        export PYTHONPATH=/usr/lib/python3/dist-packages
        ;;
    *-abi3) export NVX_LIMITED_API=1 ;;
esac
if [ "$MACHINE" != "$(uname -m)" ]; then
    # As Debian's own packages are cross-compiled: the other architecture's configuration, under this one's interpreter.
    export _PYTHON_HOST_PLATFORM="linux-$MACHINE" _PYTHON_SYSCONFIGDATA_NAME="_sysconfigdata__$MACHINE-linux-gnu"
fi
"$interpreter" setup.py --quiet bdist_wheel --dist-dir wheelhouse
ls wheelhouse
