"""Runs a function of points: requests come on standard input, answers go to standard output, each behind its length as a varint."""

import sys

from kapacitor_udf.udf_pb2 import Point, Request, Response


def run(function, source=None, sink=None):
    """Calls function(series, value) for each point, until the input ends; what it returns is the new value."""
    source = source or sys.stdin.buffer
    sink = sink or sys.stdout.buffer
    while (request := _read(source)) is not None:
        _write(sink, _answer(function, request))


def _answer(function, request):
    if request.WhichOneof("message") != "point":
        return Response(keepalive=request.keepalive)
    point = request.point
    try:
        return Response(point=Point(series=point.series, value=function(point.series, point.value)))
    except Exception as error:  # Kapacitor reports it, and goes on with the next point.
        return Response(error=str(error))


def _read(source):
    length = shift = 0
    while byte := source.read(1):
        length |= (byte[0] & 0x7F) << shift
        shift += 7
        if byte[0] < 0x80:
            return Request.FromString(source.read(length))
    return None


def _write(sink, message):
    content = message.SerializeToString()
    length = len(content)
    while length >= 0x80:
        sink.write(bytes([length & 0x7F | 0x80]))
        length >>= 7
    sink.write(bytes([length]) + content)
    sink.flush()
