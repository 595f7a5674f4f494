import os

from setuptools import Extension, setup

limited = os.environ.get("NVX_LIMITED_API") == "1"
deflate = os.environ.get("NVX_DEFLATE") == "1"
macros = [("NVX_LIMITED_API", None)] * limited + [("NVX_DEFLATE", None)] * deflate
extension = Extension(
    "nvx._nvx",
    ["src/nvx.c"],
    define_macros=macros,
    libraries=["deflate"] * deflate,
    extra_compile_args=["-O2", "-Wall", "-Wextra"],
    py_limited_api=limited,
)

setup(
    name="autobahn-nvx" + "-deflate" * deflate,
    version=os.environ["VERSION"],
    description="UTF-8 validation and XOR masking for WebSocket frames",
    license="MIT",
    packages=["nvx"],
    ext_modules=[extension],
    python_requires=">=3.9",
    zip_safe=False,
    options={"bdist_wheel": {"py_limited_api": "cp39"}} if limited else {},
)
