"""Writes training.csv: small networks trained by full-batch gradient descent in float64.

    pip install numpy
    python training.py > training.csv

Inputs, weights and biases are uniform draws of numpy.random.default_rng(7): 8 inputs on [-1, 1)^2, then of each layer of 2-4-3-1
the weights on [-1, 1) and the biases on [-1/2, 1/2). A target is 1 where both coordinates have the same sign, else 0. Columns:
name, loss, whether with batch normalisation, momentum, decay, clip (0 for none), updates before the later rate (0 for none);
then in hexadecimal doubles: the losses before each of 6 updates, the gradient of the first as it is before clipping, the shares of
active inputs of all hidden units before training, and the parameters at the end. The rate is 1/2, later 1/8. Parameters are in
the order weights, biases, scales, shifts, layer by layer. Every gradient is held to central differences before it is used.
"""

import struct

import numpy

SIZES, POINTS, STEPS, RATE, LATER_RATE = (2, 4, 3, 1), 8, 6, 0.5, 0.125


def draw(batch_norm):
    r = numpy.random.default_rng(7)
    inputs = r.uniform(-1, 1, (POINTS, 2))
    layers = []
    for fan_in, units in zip(SIZES, SIZES[1:]):
        layer = [r.uniform(-1, 1, (fan_in, units)), r.uniform(-0.5, 0.5, units)]
        if batch_norm and units > 1:
            layer += [numpy.ones(units), numpy.zeros(units)]
        layers.append(layer)
    return inputs, (inputs[:, 0] * inputs[:, 1] > 0).astype(float), layers


def run(inputs, targets, layers, loss):
    """The mean loss, its gradient and the pre-activations of the hidden layers."""
    a, kept = inputs, []
    for layer in layers:
        z, normalised, deviation = a @ layer[0] + layer[1], None, None
        if len(layer) == 4:
            deviation = numpy.sqrt(z.var(0) + 1e-5)
            normalised = (z - z.mean(0)) / deviation
            z = layer[2] * normalised + layer[3]
        kept.append((a, z, normalised, deviation))
        a = numpy.maximum(z, 0)
    output = kept[-1][1][:, 0]
    if loss == "cross-entropy":
        value, delta = numpy.logaddexp(0, output) - targets * output, 1 / (1 + numpy.exp(-output)) - targets
    else:
        value, delta = (output - targets) ** 2, 2 * (output - targets)
    delta = delta[:, None] / len(targets)
    gradient = []
    for index, (layer, (before, z, normalised, deviation)) in reversed(list(enumerate(zip(layers, kept)))):
        if index < len(layers) - 1:
            delta = delta * (z > 0)
        own = []
        if normalised is not None:
            own = [(delta * normalised).sum(0), delta.sum(0)]
            scaled = delta * layer[2]
            delta = (scaled - scaled.mean(0) - normalised * (scaled * normalised).mean(0)) / deviation
        gradient.insert(0, [before.T @ delta, delta.sum(0), *own])
        delta = delta @ layer[0].T
    return value.mean(), gradient, [z for _, z, _, _ in kept[:-1]]


def held_to_differences(inputs, targets, layers, loss, gradient):
    for layer, slopes in zip(layers, gradient):
        for parameters, slope in zip(layer, slopes):
            for place in numpy.ndindex(parameters.shape):
                kept, h = parameters[place], 1e-6
                sides = []
                for parameters[place] in (kept + h, kept - h):
                    sides.append(run(inputs, targets, layers, loss)[0])
                parameters[place] = kept
                difference = (sides[0] - sides[1]) / (2 * h)
                assert abs(difference - slope[place]) < 1e-8, (difference, slope[place])


def flat(layers):
    return numpy.concatenate([numbers.ravel() for layer in layers for numbers in layer])


def hexadecimal(numbers):
    return " ".join(struct.pack(">d", number).hex() for number in numbers)


def train(name, loss="cross-entropy", batch_norm=False, momentum=0.0, decay=0.0, clip=0.0, later=0):
    inputs, targets, layers = draw(batch_norm)
    velocity = [[numpy.zeros_like(numbers) for numbers in layer] for layer in layers]
    losses, first, active = [], None, None
    for step in range(STEPS):
        value, gradient, z = run(inputs, targets, layers, loss)
        held_to_differences(inputs, targets, layers, loss, gradient)
        losses.append(value)
        if step == 0:
            first, active = flat(gradient), numpy.concatenate([(z > 0).mean(0) for z in z])
        norm = numpy.sqrt((flat(gradient) ** 2).sum())
        scale = min(1, clip / norm) if clip else 1
        rate = LATER_RATE if later and step >= later else RATE
        for layer, slopes, speeds in zip(layers, gradient, velocity):
            for parameters, slope, speed in zip(layer, slopes, speeds):
                speed *= momentum
                speed += scale * slope + decay * parameters
                parameters -= rate * speed
    columns = [name, loss, int(batch_norm), momentum, decay, clip, later]
    rows = [losses, first, active, flat(layers)]
    print(",".join([str(column) for column in columns] + [hexadecimal(row) for row in rows]))


print("name,loss,batch normalisation,momentum,decay,clip,later,losses,gradient,active,parameters")
train("golden")
train("squared error", loss="squared-error")
train("momentum", momentum=0.9)
train("decay", decay=0.01)
train("clip", clip=0.05)
train("clip that never binds", clip=0.3)
train("later rate", later=3)
train("batch normalisation", batch_norm=True)
train("all", loss="squared-error", batch_norm=True, momentum=0.75, decay=0.02, clip=0.25, later=2)
