"""Writes share.csv: for which share of the unit cube a neuron fires, in exact rational numbers.

    python share.py > share.csv

Weights and bias are the decimals that their doubles are shortest written as. The share is computed along another way
than inclusion and exclusion: the distribution function of w.x is built one input at a time, as polynomials between
breakpoints, each step the exact mean of the one before over a window as wide as the weight.
"""

import random
import struct
from fractions import Fraction


def bits(number):
    return struct.pack(">d", float(number)).hex()


def below(target, lengths):
    """The share of the unit cube where the sum of lengths[i] * x[i] is below target."""
    # Piece i holds from ends[i] on, until the next, as coefficients of powers of (t - ends[i]).
    ends, pieces = [Fraction(0)], [[Fraction(1)]]
    for length in lengths:
        integral, total = [], Fraction(0)
        for i, piece in enumerate(pieces):
            integral.append([total] + [c / (k + 1) for k, c in enumerate(piece)])
            if i + 1 < len(ends):
                total = value(integral[-1], ends[i + 1] - ends[i])
        new_ends = sorted({*ends, *(end + length for end in ends)})
        new_pieces = []
        for end in new_ends:
            upper = expand(ends, integral, end)
            lower = expand(ends, integral, end - length)
            size = max(len(upper), len(lower))
            upper += [0] * (size - len(upper))
            lower += [0] * (size - len(lower))
            new_pieces.append([(u - l) / length for u, l in zip(upper, lower)])
        ends, pieces = new_ends, new_pieces
    return value(expand(ends, pieces, target), Fraction(0))


def value(piece, x):
    total = Fraction(0)
    for coefficient in reversed(piece):
        total = total * x + coefficient
    return total


def expand(ends, pieces, place):
    """The function right of a place, in powers of the distance from there; left of all ends it is 0."""
    found = [i for i, end in enumerate(ends) if end <= place]
    if not found:
        return [Fraction(0)]
    shift = place - ends[found[-1]]
    piece = list(pieces[found[-1]])
    # Taylor's shift, by repeated synthetic division.
    for k in range(len(piece)):
        for i in reversed(range(k, len(piece) - 1)):
            piece[i] += shift * piece[i + 1]
    return piece


def shares(weights, bias):
    weights = [Fraction(repr(w)) for w in weights]
    bias = Fraction(repr(bias))
    lengths = [abs(w) for w in weights if w]
    if not lengths:
        active = Fraction(int(bias > 0))
    else:
        highest = bias + sum(w for w in weights if w > 0)
        active = below(highest, lengths)
    return active, 1 - active


def neurons(inputs, count):
    for i in range(count):
        kind = i % 6
        if kind == 0:
            weights = [random.uniform(-2, 2) for _ in range(inputs)]
        elif kind == 1:
            weights = [random.randint(-200, 200) / 100 for _ in range(inputs)]
        elif kind == 2:
            weights = [random.choice([-1, 1]) * 10 ** random.uniform(-18, 0) for _ in range(inputs)]
        elif kind == 3:
            weights = [random.choice([-1, 1]) * 10.0 ** random.choice([-300, -100, -30, -16, -9, -3, 0, 5]) for _ in range(inputs)]
        elif kind == 4:
            weights = [random.choice([0.0, 1.0, -0.5, random.gauss(0, 1)]) for _ in range(inputs)]
        else:
            weights = [random.gauss(0, 1) * 10 ** random.choice([-200, -5, 0, 0, 0, 100]) for _ in range(inputs)]
        lowest, highest = sum(min(w, 0) for w in weights), sum(max(w, 0) for w in weights)
        place = random.choice([random.random(), random.random(), 10 ** random.uniform(-12, 0), 0.5])
        bias = -(lowest + place * (highest - lowest))
        if kind == 1:
            bias = round(bias, 2)
        if random.random() < 0.05:
            bias = random.choice([-1, 1]) * random.random()
        yield weights, bias


random.seed("one neuron over the unit cube")
print("inputs,weights,bias,active share,inactive share")
for inputs in range(1, 9):
    for weights, bias in neurons(inputs, 120 if inputs < 7 else 60):
        active, inactive = shares(weights, bias)
        print(inputs, " ".join(map(bits, weights)), bits(bias), bits(active), bits(inactive), sep=",")
