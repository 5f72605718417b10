"""Writes regions.csv, into how many regions lines cut a rectangle, and masks.csv, which units of a layer fire.

    pip install numpy
    python sparsity.py

The regions are made, not counted by a formula: every line cuts the polygons that it passes through, in rational numbers.
"""

import pathlib
import random
import struct
from fractions import Fraction

import numpy as np

HERE = pathlib.Path(__file__).parent


def digits(numbers):
    return " ".join(struct.pack(">d", float(number)).hex() for number in numbers)


def cut(polygons, line):
    a, b, c = (Fraction(number) for number in line)
    parts = []
    for polygon in polygons:
        heights = [a * x + b * y + c for x, y in polygon]
        if min(heights) >= 0 or max(heights) <= 0:
            parts.append(polygon)
            continue
        for side in (1, -1):
            part = []
            for i, (x, y) in enumerate(polygon):
                (u, v), h, k = polygon[(i + 1) % len(polygon)], heights[i], heights[(i + 1) % len(polygon)]
                if side * h >= 0:
                    part.append((x, y))
                if h * k < 0:
                    t = h / (h - k)
                    part.append((x + t * (u - x), y + t * (v - y)))
            parts.append(part)
    return parts


def count(lines, window):
    left, low, right, high = (Fraction(number) for number in window)
    polygons = [[(left, low), (right, low), (right, high), (left, high)]]
    for line in lines:
        polygons = cut(polygons, line)
    return len(polygons)


def drawn(kind, number, rng):
    if kind == "bundle":  # through the origin
        return [(rng.gauss(0, 1), rng.gauss(0, 1), 0.0) for _ in range(number)]
    if kind == "biased":  # one bias for all
        return [(rng.gauss(0, 1), rng.gauss(0, 1), -0.5) for _ in range(number)]
    if kind == "general":
        return [(rng.gauss(0, 1), rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(number)]
    if kind == "grid":  # small whole numbers: many are parallel, coincide, or meet in one point
        lines = []
        while len(lines) < number:
            line = tuple(float(rng.randint(-2, 2)) for _ in range(3))
            if line[:2] != (0.0, 0.0):
                lines.append(line)
        return lines
    # Sums of two doubles times small numbers: three lines through a point that is no double.
    lines = []
    while len(lines) < number:
        one, other = [[rng.randint(-(2**40), 2**40) / 2**40 for _ in range(3)] for _ in range(2)]
        lines += [tuple(one), tuple(other), tuple(a + 2 * b for a, b in zip(one, other))]
        nearly = lines[-1][2] + 2.0**-41
        lines.append((*lines[-1][:2], nearly))
    return lines[:number]


def regions():
    rng = random.Random(5)
    windows = [(-1.0, -1.0, 1.0, 1.0), (-0.25, -0.25, 1.25, 1.25), (-2.0, -1.0, 0.0, 2.0)]
    rows = ["kind,window,lines,regions"]
    for kind in ("bundle", "biased", "general", "grid", "nearly"):
        for number in (1, 2, 3, 8, 24):
            for window in windows:
                lines = drawn(kind, number, rng)
                told = digits(number for line in lines for number in line)
                rows.append(f"{kind},{digits(window)},{told},{count(lines, window)}")
    (HERE / "regions.csv").write_text("\n".join(rows) + "\n")


def masks():
    rng = np.random.default_rng(11)
    rows = ["dimensions,bias,weights,inputs,mask"]
    for units, dimensions, inputs, bias in ((8, 2, 12, 0.0), (12, 5, 9, -0.75), (9, 3, 16, 0.5)):
        w = rng.standard_normal((units, dimensions))
        x = rng.uniform(-0.5, 1.5, (inputs, dimensions))
        mask = np.maximum(0, w @ x.T + bias) > 0
        told = "".join("01"[int(fires)] for fires in mask.ravel())
        rows.append(f"{dimensions},{digits([bias])},{digits(w.ravel())},{digits(x.ravel())},{told}")
    (HERE / "masks.csv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    regions()
    masks()
