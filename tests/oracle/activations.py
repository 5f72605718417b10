"""Writes activations.csv: values and derivatives of the activation functions, rounded correctly.

    pip install mpmath
    python activations.py > activations.csv

The formulas are those of the textbooks. With a thousand digits nothing that they cancel or overflow is
lost, so this file shares no rearrangement with the code that it is the judge of.
"""

import math
import struct

from mpmath import erfc, exp, expm1, mp, mpf, pi, sqrt, tanh

mp.dps = 1000


def sigmoid(z):
    return 1 / (1 + exp(-z))


def cdf(z):
    # mpmath's erfc overflows for huge arguments; out there a thousand digits do not tell the limit apart.
    z = max(min(z, mpf(10000)), mpf(-10000))
    return erfc(-z / sqrt(mpf(2))) / 2


def density(z):
    z = min(abs(z), mpf(10000))
    return exp(-z * z / 2) / sqrt(2 * pi)


FUNCTIONS = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (tanh, lambda z: 1 - tanh(z) ** 2),
    "gelu": (lambda z: z * cdf(z), lambda z: cdf(z) + z * density(z)),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z)))),
}


def elu(alpha):
    alpha = mpf(alpha)

    def value(z):
        return z if z > 0 else alpha * expm1(z)

    def derivative(z):
        return mpf(1) if z > 0 else alpha * exp(z)

    return value, derivative


def nearest_double(x):
    """The double nearest to x, ties to even, subnormal or not; overflow goes to infinity."""
    if x == 0:
        return 0.0
    exponent = max(mp.mag(x) - 53, -1074)
    digits = int(mp.nint(mp.ldexp(x, -exponent)))
    try:
        return math.ldexp(digits, exponent)
    except OverflowError:
        return math.copysign(math.inf, digits)


def bits(double):
    return struct.pack(">d", double).hex()


def both_signs(numbers):
    return [sign * number for number in numbers for sign in (1.0, -1.0)]


def around(centre):
    """The centre and points ever closer to it, on both sides."""
    offsets = [2.0**-k for k in range(1, 53, 3)]
    return [centre] + [centre + offset for offset in both_signs(offsets)]


SMALL = both_signs(
    [0.0, 5e-324, 1e-310, 2.2250738585072014e-308, 1e-200, 1e-100, 1e-30, 1e-16, 1e-9, 1e-5, 1e-3]
)
MODERATE = both_signs([k / 8 + 0.01 for k in range(0, 80)])
LARGE = both_signs([10 + 0.77 * k for k in range(1, 42)])
TAIL = both_signs(
    [50.0, 100.0, 200.0, 354.0, 354.5, 355.0, 372.0, 500.0, 600.0, 690.0, 699.9, 700.0, 700.1, 707.0]
    + [708.5, 709.7, 709.8, 712.0, 714.4, 720.0, 740.0, 745.0, 745.2, 746.0, 751.0, 760.0, 1000.0]
    + [1e4, 1e10, 1e100, 1e300, 1.7976931348623157e308]
)
ANCHORS = [-3.0, -1.0, 0.5, 1.0, 3.0]
COMMON = SMALL + MODERATE + LARGE + TAIL + ANCHORS

# The ends of the ranges in which the code uses different formulas, and its worst cases among 45,000 random
# arguments of each function.
OF_THE_CODE = {
    "sigmoid": [-2.7567814318821733, -4.896302291538421, -8.432070176534559],
    "tanh": [-0.2222426957039727, -1.7023565370704077, -1.7208865169336893, 1.3791429562259356],
    "gelu": around(-0.7517915246935645)
    + [-8.0, -8.000000000000002, -7.999999999999999, -39.0, -39.00000000000001, -0.5, -0.5000000000000001]
    + [-2.2603680069963366, -20.430486902206155, -1.2658917383869026, -1.645338703901356, -1.2517915246935646],
    "silu": around(-1.2784645427610737)
    + [-3.3263135605761356, -1.941786361736237, -9.80105984308752, -0.05542773507332521, -700.0000000000001],
    "elu": [-700.0000000000001],
}


def row(name, alpha, z, value, derivative):
    exact = mpf(z)
    f, slope = nearest_double(value(exact)), nearest_double(derivative(exact))
    if name == "tanh" and z == 0:
        f = z  # IEEE 754, section 9.2.1: the sign of the zero is kept.
    return ",".join([name, alpha, bits(z), bits(f), bits(slope)])


if __name__ == "__main__":
    print("function,alpha,z,value,derivative")
    cases = [(name, "", *pair) for name, pair in FUNCTIONS.items()]
    cases += [("elu", bits(alpha), *elu(alpha)) for alpha in (1.0, 0.3, 1e300)]
    for name, alpha, value, derivative in cases:
        # By their bits, because 0.0 equals -0.0.
        arguments = {bits(z): z for z in COMMON + OF_THE_CODE[name]}
        for z in arguments.values():
            print(row(name, alpha, z, value, derivative))
