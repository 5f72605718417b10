"""Writes dead_neuron_demo.txt, what the program prints, and dead_neuron_variants.txt, what it prints for other constants.

    pip install numpy
    python dead_neuron.py
"""

import contextlib
import decimal
import io
import pathlib

import numpy as np


def relu(z):
    return np.maximum(0, z)


def relu_grad(z):
    return (z > 0).astype(float)


def decimals(numbers, least):
    """How many decimals tell these numbers exactly, as Python writes them: at least so many, 17 at most."""
    exponents = [decimal.Decimal(repr(number)).normalize().as_tuple().exponent for number in numbers]
    return min(max([least] + [-exponent for exponent in exponents]), 17)


def column(numbers, places, least):
    return max([least] + [len(f"{number:.{places}f}") for number in numbers])


def program(anchors, weights, b, seed, points):
    head = "ReLU'(z)"
    zp = decimals(anchors, 1)
    ap = max(zp, 4)
    zw = column(anchors, zp, 5)
    aw = column([max(0.0, z) for z in anchors], ap, 8)
    print(f"{'z':>{zw}} | {'ReLU(z)':>{aw}} | {head:>9}")
    print("-" * (32 - 5 - 8 + zw + aw))
    for z in anchors:
        print(f"{z:{zw}.{zp}f} | {relu(z):{aw}.{ap}f} | {relu_grad(np.array(z)):9.1f}")

    print("\n--- Dead Neuron Demo ---")
    rng = np.random.default_rng(seed)
    x = rng.uniform(0, 1, (points, 2))
    w = np.array(weights)
    z = x @ w + b
    wp = decimals(weights, 2)
    print(f"Weights: [{w[0]:.{wp}f} {w[1]:.{wp}f}], Bias: {b:.{decimals([b], 1)}f}")
    print(f"Min z: {z.min():.2f}, Max z: {z.max():.2f}")
    print(f"Active neurons: {(relu(z) > 0).mean() * 100:.1f}% (0% = fully dead)")


def printed(*constants):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        program(*constants)
    return output.getvalue()


ANCHORS = [-3.0, -1.0, 0.0, 0.5, 1.0, 3.0]
VARIANTS = [
    (ANCHORS, [0.01, 0.01], -0.01, 42, 100),
    (ANCHORS, [1.0, 1.0], -1.0, 42, 100),
    (ANCHORS, [0.5, -0.25], 0.0, 7, 1000),
    (ANCHORS, [-2.0, 1.5], 0.125, 0, 1),
    ([0.25, 0.75, -12.34567, 123.45678], [1 / 3, 2 / 3], -1 / 3, 1, 999),
    ([1e-5, 12345.678], [12345.678, -99.5], -1e-4, 2**64 - 1, 12345),
    ([-0.05, 0.05, 0.15], [1e-4, 0.1], 999999.9999999999, 3, 10),
    ([-1e6, -1e-6, 1e6], [0.0, -0.001], -0.00012345678901234567, 3, 10),
    ([2.5], [0.0, 0.0], 0.0, 3, 10),
    ([2.5], [1000.0, 1.0], -1e6, 3, 10),
    ([2.5], [0.123456785, 99.9999999999], -50.0, 3, 10),
    ([2.5], [1e6, -1e5], -0.1, 3, 10),
    ([0.1, 0.30000000000000004], [1.2345678901234567e-06, 123456.1], 1e-6, 3, 7),
    ([i / 8 for i in range(-20, 21)], [3.0, -4.0], 0.5, 12, 640),
    # Of 16 points one is 6.25 %, halfway between two decimals.
    *[(ANCHORS, [1.0, -1.0], b, seed, 16) for seed in (1, 2, 3) for b in (-0.6, -0.3, 0.2)],
]

here = pathlib.Path(__file__).parent
(here / "dead_neuron_demo.txt").write_text(printed(ANCHORS, [0.01, 0.01], -10.0, 42, 100))
with (here / "dead_neuron_variants.txt").open("w") as file:
    for anchors, weights, bias, seed, points in VARIANTS:
        print("#", *anchors, ";", *weights, ";", bias, ";", seed, ";", points, file=file)
        file.write(printed(anchors, weights, bias, seed, points))
