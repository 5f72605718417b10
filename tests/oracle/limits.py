"""Writes limits.csv: mean outputs of activations on standard normal pre-activations, and tails of normal weights.

    pip install mpmath
    python limits.py > limits.csv

The means are integrals by quadrature with 50 digits, the tails integrals of the density: neither knows a closed form.
"""

import struct

from mpmath import erfc, exp, expm1, inf, mp, mpf, pi, quad, sqrt, tanh

mp.dps = 50

SQRT_TAU = sqrt(2 * pi)


def density(z):
    return exp(-z * z / 2) / SQRT_TAU


def bits(number):
    return struct.pack(">d", float(number)).hex()


FUNCTIONS = [
    ("relu", 0, lambda z, _: max(z, mpf(0))),
    ("leaky-relu", 0.01, lambda z, a: z if z > 0 else a * z),
    ("leaky-relu", 0.25, lambda z, a: z if z > 0 else a * z),
    ("leaky-relu", -1.5, lambda z, a: z if z > 0 else a * z),
    ("elu", 1, lambda z, a: z if z > 0 else a * expm1(z)),
    ("elu", 0.3, lambda z, a: z if z > 0 else a * expm1(z)),
    ("gelu", 0, lambda z, _: z * erfc(-z / sqrt(mpf(2))) / 2),
    ("sigmoid", 0, lambda z, _: 1 / (1 + exp(-z))),
    ("tanh", 0, lambda z, _: tanh(z)),
]

TAILS = [(0.5, n) for n in (1, 8, 64, 128, 200, 256, 784)] + [(0.0, 8), (0.1, 200), (0.3, 64)]

print("mean,function,parameter,mean,mean square")
for name, parameter, f in FUNCTIONS:
    a = mpf(parameter)
    points = [-inf, -8, -2, 0, 2, 8, inf]
    moments = [quad(lambda z: f(z, a) ** k * density(z), points) for k in (1, 2)]
    # What symmetry makes 0 the quadrature leaves in the 50th digit.
    moments = [moment if abs(moment) > mpf(10) ** -40 else mpf(0) for moment in moments]
    print("mean", name, bits(parameter), *map(bits, moments), sep=",")

print("tail,size,fan-in,He's deviation,share of weights beyond the size")
for size, fan_in in TAILS:
    deviation = sqrt(mpf(2) / fan_in)
    x = mpf(size) / deviation
    share = 2 * quad(density, [x, x + 1, x + 4, x + 12, inf])
    print("tail", bits(size), fan_in, bits(deviation), bits(share), sep=",")
