"""Writes dead_neuron_demo.txt, what the program prints, and dead_neuron_variants.txt, what it prints for other constants.

    pip install numpy
    python dead_neuron.py
"""

import contextlib
import io
import pathlib

import numpy as np


def relu(z):
    return np.maximum(0, z)


def relu_grad(z):
    return (z > 0).astype(float)


def program(anchors, weights, b, seed, points):
    head = "ReLU'(z)"
    print(f"{'z':>5} | {'ReLU(z)':>8} | {head:>9}")
    print("-" * 32)
    for z in anchors:
        print(f"{z:5.1f} | {relu(z):8.4f} | {relu_grad(np.array(z)):9.1f}")

    print("\n--- Dead Neuron Demo ---")
    rng = np.random.default_rng(seed)
    x = rng.uniform(0, 1, (points, 2))
    w = np.array(weights)
    z = x @ w + b
    print(f"Weights: {w}, Bias: {b}")
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
    ([-0.05, 0.05, 0.15], [1e-4, 0.1], 9999999999999998.0, 3, 10),
    ([], [0.0, -0.001], -0.00012345678901234567, 3, 10),
    ([2.5], [0.0, 0.0], 0.0, 3, 10),
    ([2.5], [1000.0, 1.0], -123456789.0, 3, 10),
    ([2.5], [0.123456785, 99.9999999999], -50.0, 3, 10),
    ([2.5], [99999999.0, -1e5], -0.1, 3, 10),
    ([2.5], [99999998.999999, 99999999.99999999], 0.1, 3, 10),
]

here = pathlib.Path(__file__).parent
(here / "dead_neuron_demo.txt").write_text(printed(ANCHORS, [0.01, 0.01], -10.0, 42, 100))
with (here / "dead_neuron_variants.txt").open("w") as file:
    for anchors, weights, bias, seed, points in VARIANTS:
        print("#", *anchors, ";", *weights, ";", bias, ";", seed, ";", points, file=file)
        file.write(printed(anchors, weights, bias, seed, points))
