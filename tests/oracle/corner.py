"""Writes corner.csv: losses, counts of exact zeros and final weights of the networks of src/corner.rs, in numpy.

    pip install numpy
    python corner.py > corner.csv

All points go through the network at once, as matrices, and the parameters are matrices of their own. Numbers are written
with 17 digits.
"""

import numpy

WIDTH = 3
SLOPES = [0.0, 0.5, 1.0]
RATES = {"structural": 0.25, "real-valued": 0.125}
RUNS = [("structural", 0, 1), ("structural", 0, 25), ("structural", 0, 400)]
RUNS += [("real-valued", seed, steps) for seed, steps in [(42, 1), (42, 300), (7, 100), (2**64 - 1, 100)]]


def structural():
    side = numpy.arange(4) / 4
    x = numpy.stack([axis.ravel() for axis in numpy.meshgrid(side, side, indexing="ij")], axis=1)
    y = 0.75 - x.sum(axis=1)
    first = numpy.array([[-1, -0.5], [-0.5, -1], [-0.75, -0.75]])
    second = numpy.array([[1, 0.5, 0.25], [-0.5, 0.5, 1], [0.25, -1, -0.5]])
    output = numpy.array([[1, 0.5, -1]])
    zero = numpy.zeros(WIDTH)
    return x, y, [first, zero.copy(), second, zero.copy(), output, numpy.zeros(1)]


def real_valued(seed):
    draw = numpy.random.default_rng(seed).uniform
    x = draw(-1, 1, (100, 2))
    shapes = [(WIDTH, 2), WIDTH, (WIDTH, WIDTH), WIDTH, (1, WIDTH), 1]
    return x, x[:, 0] * x[:, 1], [draw(-1, 1, shape) for shape in shapes]


def forward(x, parameters):
    first, first_bias, second, second_bias, output, output_bias = parameters
    z1 = x @ first.T + first_bias
    a1 = numpy.maximum(z1, 0)
    z2 = a1 @ second.T + second_bias
    a2 = numpy.maximum(z2, 0)
    return z1, a1, z2, a2, (a2 @ output.T + output_bias)[:, 0]


def run(data, seed, slope, steps):
    x, y, parameters = structural() if data == "structural" else real_valued(seed)
    losses, zeros, count = [], 0, 0
    for _ in range(steps):
        z1, a1, z2, a2, out = forward(x, parameters)
        losses.append(numpy.mean((out - y) ** 2))
        zeros += numpy.count_nonzero(z1 == 0) + numpy.count_nonzero(z2 == 0)
        count += z1.size + z2.size
        d3 = (2 / len(y) * (out - y))[:, None]
        d2 = d3 @ parameters[4] * numpy.heaviside(z2, slope)
        d1 = d2 @ parameters[2] * numpy.heaviside(z1, slope)
        gradients = [d1.T @ x, d1.sum(0), d2.T @ a1, d2.sum(0), d3.T @ a2, d3.sum(0)]
        parameters = [p - RATES[data] * g for p, g in zip(parameters, gradients)]
    losses.append(numpy.mean((forward(x, parameters)[-1] - y) ** 2))
    return losses, zeros, count, numpy.concatenate([p.ravel() for p in parameters])


def text(numbers):
    return " ".join(f"{number:.17g}" for number in numbers)


if __name__ == "__main__":
    print("data,seed,slope at zero,steps,exact zeros,pre-activations,losses,final weights")
    for data, seed, steps in RUNS:
        for slope in SLOPES:
            losses, zeros, count, weights = run(data, seed, slope, steps)
            print(data, seed, slope, steps, zeros, count, text(losses), text(weights), sep=",")
