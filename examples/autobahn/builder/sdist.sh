#!/bin/sh
# The source distribution, once for all.
set -eu
python3 setup.py --quiet sdist --formats=gztar --dist-dir sdist
