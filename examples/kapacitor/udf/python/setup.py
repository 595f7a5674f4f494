from setuptools import setup

with open("kapacitor_udf/VERSION") as file:
    version = file.read().strip()

setup(
    name="kapacitor_udf",
    version=version,
    packages=["kapacitor_udf"],
    package_data={"kapacitor_udf": ["VERSION"]},
    install_requires=["protobuf>=3.21.12"],  # protoc's own version: code that it makes wants no older library
)
