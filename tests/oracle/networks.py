"""Writes networks.csv: signal and gradient in small networks with given weights, layer by layer.

    pip install numpy
    python networks.py > networks.csv

Input, gradient and weights are uniform draws on [-1, 1) of numpy.random.default_rng(seed), in this order. Every gradient is
held to central differences before it is written.
"""

import itertools
import math

import numpy

WIDTH, DEPTH, EPSILON = 5, 3, 1e-5


erf = numpy.vectorize(math.erf)


def expit(z):
    return 1 / (1 + numpy.exp(-z))


def density(z):
    return numpy.exp(-z * z / 2) / numpy.sqrt(2 * numpy.pi)


def normal(z):
    return (1 + erf(z / numpy.sqrt(2))) / 2


ACTIVATIONS = {
    "relu": (lambda z: numpy.where(z > 0, z, 0), lambda z: 1.0 * (z > 0)),
    "leaky-relu": (lambda z: numpy.where(z > 0, z, 0.01 * z), lambda z: numpy.where(z > 0, 1, 0.01)),
    "elu": (lambda z: numpy.where(z > 0, z, numpy.expm1(z)), lambda z: numpy.where(z > 0, 1, numpy.exp(z))),
    "sigmoid": (expit, lambda z: expit(z) * expit(-z)),
    "tanh": (numpy.tanh, lambda z: 1 / numpy.cosh(z) ** 2),
    "gelu": (lambda z: z * normal(z), lambda z: normal(z) + z * density(z)),
    "silu": (lambda z: z * expit(z), lambda z: expit(z) * (1 + z * expit(-z))),
}


def normalise(x):
    deviation = numpy.sqrt(x.var(axis=0) + EPSILON)
    return (x - x.mean(axis=0)) / deviation, deviation


def through_statistics(gradient, normalised, deviation):
    """By the matrix of derivatives of each unit: d normalised_i / d x_j."""
    batch = len(gradient)
    back = numpy.empty_like(gradient)
    for unit in range(gradient.shape[1]):
        n = normalised[:, unit]
        matrix = (numpy.eye(batch) - 1 / batch - numpy.outer(n, n) / batch) / deviation[unit]
        back[:, unit] = matrix.T @ gradient[:, unit]
    return back


def forward(x, weights, f, bias, place):
    kept = []
    for w in weights:
        z, deviation = x @ w + bias, None
        if place == "before":
            z, deviation = normalise(z)
        x = f(z)
        if place == "after":
            x, deviation = normalise(x)
        kept.append((z, x, deviation))
    return kept


def log(x):
    with numpy.errstate(divide="ignore"):
        return numpy.log(x)


def passage(x, top, weights, name, bias, place):
    f, slope = ACTIVATIONS[name]
    kept = forward(x, weights, f, bias, place)
    g, gradients = top, [top]
    for w, (z, output, deviation) in zip(weights[::-1], kept[::-1]):
        if place == "after":
            g = through_statistics(g, output, deviation)
        g = g * slope(z)
        if place == "before":
            g = through_statistics(g, z, deviation)
        g = g @ w.T
        gradients.insert(0, g)
    hold_to_differences(x, top, weights, f, bias, place, gradients)
    outputs = [x] + [output for _, output, _ in kept]
    rms = [log(numpy.sqrt((a * a).mean())) for a in outputs]
    mean = [a.mean() for a in outputs[1:]]
    active = [(z > 0).mean() for z, _, _ in kept]
    norms = [log(numpy.linalg.norm(g) / numpy.linalg.norm(top)) for g in gradients]
    return [*rms, *mean, *active, *norms]


def hold_to_differences(x, top, weights, f, bias, place, gradients):
    outputs = [x] + [output for _, output, _ in forward(x, weights, f, bias, place)]
    for layer, gradient in enumerate(gradients[:-1]):
        loss = lambda a: (forward(a, weights[layer:], f, bias, place)[-1][1] * top).sum()
        for at in numpy.ndindex(gradient.shape):
            step = numpy.zeros_like(x)
            step[at] = 1e-6
            difference = (loss(outputs[layer] + step) - loss(outputs[layer] - step)) / 2e-6
            assert abs(difference - gradient[at]) < 1e-6 * (1 + abs(gradient).max()), (layer, at)


def bits(double):
    return f"{numpy.float64(double).view(numpy.uint64):016x}"


print("activation,normalisation,bias,batch,seed,passage")
cases = itertools.product(ACTIVATIONS, [("none", 1), ("none", 3), ("before", 6), ("after", 6)], [0.0, 0.25])
for seed, (name, (place, batch), bias) in enumerate(cases):
    generator = numpy.random.default_rng(seed)
    x, top = (generator.uniform(-1, 1, (batch, WIDTH)) for _ in range(2))
    weights = generator.uniform(-1, 1, (DEPTH, WIDTH, WIDTH))
    numbers = passage(x, top, weights, name, bias, place)
    print(name, place, bits(bias), batch, seed, " ".join(map(bits, numbers)), sep=",")
