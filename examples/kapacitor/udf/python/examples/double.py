#!/usr/bin/env python3
"""Doubles every value."""

from kapacitor_udf import agent


def double(series, value):
    if series == "broken":
        raise ValueError("no broken series")
    return 2 * value


if __name__ == "__main__":
    agent.run(double)
