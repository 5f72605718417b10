"""Writes propagation.csv: the mean-field recursion by adaptive quadrature, and the law of ReLU networks of finite width.

    pip install scipy
    python propagation.py > propagation.csv

Rows `mean`: activation, parameter, n s² of the weights, bias, layer; ln rms, mean, share of active units, ln factor of the
gradient. Rows `law`: width; mean, variance and third central moment of ln(|a'|²/|a|²) of a layer under He's initialisation,
given that a unit is on, by quadrature of the density of ln χ². Rows `silent`: width, layers, share of silent networks, in
exact rational numbers.
"""

from fractions import Fraction
from math import exp, expm1, log, pi, sqrt, tanh

from scipy.integrate import quad
from scipy.special import gammaln, ndtr
from scipy.stats import binom


def sigmoid(z):
    return 1 / (1 + exp(-z)) if z > -700 else 0.0


def bell(z):
    return exp(-abs(z)) / (1 + exp(-abs(z))) ** 2


def density(z):
    return exp(-z * z / 2) / sqrt(2 * pi)


FUNCTIONS = {
    "relu": (lambda z, a: max(z, 0), lambda z, a: float(z > 0)),
    "leaky-relu": (lambda z, a: z if z > 0 else a * z, lambda z, a: 1 if z > 0 else a),
    "elu": (lambda z, a: z if z > 0 else a * expm1(z), lambda z, a: 1 if z > 0 else a * exp(z)),
    "sigmoid": (lambda z, a: sigmoid(z), lambda z, a: bell(z)),
    "tanh": (lambda z, a: tanh(z), lambda z, a: 4 * bell(2 * z)),
    "gelu": (lambda z, a: z * ndtr(z), lambda z, a: ndtr(z) + z * density(z)),
    "silu": (lambda z, a: z * sigmoid(z), lambda z, a: sigmoid(z) + z * bell(z)),
}


def mean(f, bias, deviation):
    """E f(bias + deviation·Z), cut at the bend, at places about it, and at whole deviations."""
    bends = [(z - bias) / deviation for z in (-20, -5, -1, 0, 1, 5, 20)]
    low, high = min(-12, bends[3] - 4), max(12, bends[3] + 4)
    cuts = sorted({min(max(cut, low), high) for cut in (*range(-12, 13, 2), *bends, low, high)})
    pieces = (
        quad(lambda t: f(bias + deviation * t) * density(t), a, b, epsabs=0, epsrel=1e-13, limit=400)[0]
        for a, b in zip(cuts, cuts[1:])
        if b > a
    )
    return sum(pieces)


def recursion(name, parameter, gain, bias, layers):
    value, slope = FUNCTIONS[name]
    square = 1.0
    for layer in range(1, max(layers) + 1):
        deviation = sqrt(gain * square)
        square = mean(lambda z: value(z, parameter) ** 2, bias, deviation)
        if layer in layers:
            first = mean(lambda z: value(z, parameter), bias, deviation)
            chi = gain * mean(lambda z: slope(z, parameter) ** 2, bias, deviation)
            numbers = [log(square) / 2, first, ndtr(bias / deviation), log(chi) / 2]
            print(f"mean,{name},{parameter},{gain},{bias},{layer},{','.join(f'{x:.16e}' for x in numbers)}")


def law(width):
    active = range(1, width + 1)
    shares = binom.pmf(active, width, 0.5) / (1 - 0.5**width)
    # Moments of ln χ²(k) by its density, not by derivatives of Γ.
    def moment(power, centre):
        total = 0
        for k, share in zip(active, shares):
            if share < 1e-18:
                continue
            log_norm = -(k / 2) * log(2) - gammaln(k / 2)
            f = lambda u: (u - centre) ** power * exp(k / 2 * u - exp(u) / 2 + log_norm)
            middle, spread = log(k), sqrt(2 / k)
            cuts = [middle + spread * c for c in (-80, -40, -20, -10, -5, -2, 0, 2, 5, 8)]
            total += share * sum(quad(f, a, b, epsabs=1e-16, epsrel=1e-12, limit=400)[0] for a, b in zip(cuts, cuts[1:]))
        return total

    centre = moment(1, 0)
    numbers = [centre + log(2 / width), moment(2, centre), moment(3, centre)]
    print(f"law,{width},{','.join(f'{x:.16e}' for x in numbers)}")


if __name__ == "__main__":
    for name, parameter in [
        ("relu", 0), ("leaky-relu", 0.01), ("leaky-relu", -0.5), ("elu", 1), ("elu", 0.3), ("sigmoid", 0), ("tanh", 0), ("gelu", 0), ("silu", 0),
    ]:
        for gain in (0.01, 1, 2, 4, 100):
            for bias in (-1, -0.1, 0, 0.3, 1):
                # With few ReLUs on, soon none is.
                dying = name == "relu" and bias < 0 and gain < 4
                recursion(name, parameter, gain, bias, [1] if dying else [1, 2, 5])
        if name not in ("relu", "leaky-relu"):
            recursion(name, parameter, 25600, 0.5, [1, 2])
    for width in (1, 2, 4, 8, 16, 64, 256):
        law(width)
    for width, layers in [(4, 50), (4, 1), (8, 50), (8, 100), (64, 50), (256, 100)]:
        share = 1 - (1 - Fraction(1, 2**width)) ** layers
        print(f"silent,{width},{layers},{float(share):.16e}")
