"""Writes generator.csv: states and words of numpy.random.default_rng, and uniform draws.

    pip install numpy
    python generator.py > generator.csv
"""

import math

import numpy

SEEDS = [0, 1, 2, 3, 7, 42, 43, 12345, 10**9, 10**18]
SEEDS += [2**k for k in range(8, 64, 5)] + [2**32 - 1, 2**32, 2**32 + 1, 2**53, 2**53 + 1, 2**63]
SEEDS += [2**63 - 1, 2**63 + 1, 2**64 - 2**32, 2**64 - 2, 2**64 - 1]
SEEDS += [(0x9E3779B97F4A7C15 * k) % 2**64 for k in range(1, 65)]

RANGES = [(7, -1.0, 1.0), (42, 0.0, 1.0), (0, -3.5, 0.1), (2**64 - 1, 1e-300, 1e300), (1, -0.3, -0.1), (5, 2.0, 2.0)]


def bits(double):
    return f"{numpy.float64(double).view(numpy.uint64):016x}"


print("state,seed,state,increment,words 0 to 3,word 1000")
for seed in sorted(set(SEEDS)):
    generator = numpy.random.default_rng(seed).bit_generator
    state = generator.state["state"]
    words = generator.random_raw(1001)
    chosen = [f"{word:016x}" for word in [*words[:4], words[1000]]]
    print("state", seed, f"{state['state']:032x}", f"{state['inc']:032x}", *chosen, sep=",")

print("uniform,seed,low,high,draws 0 to 19")
for seed, low, high in RANGES:
    draws = numpy.random.default_rng(seed).uniform(low, high, 20)
    print("uniform", seed, bits(low), bits(high), *map(bits, draws), sep=",")

print("points,seed,count,exact sum,the draws")
draws = numpy.random.default_rng(42).uniform(0, 1, (100, 2)).ravel()
print("points", 42, draws.size, bits(math.fsum(draws)), *map(bits, draws), sep=",")

print("indexed,seed,index,words 0 to 3")
for seed in [0, 1, 42, 2**32 - 1, 2**32, 2**40 + 3, 2**64 - 1]:
    for index in [0, 1, 2, 199, 2**32 - 1, 2**32, 2**64 - 1]:
        words = numpy.random.default_rng([seed, index]).bit_generator.random_raw(4)
        print("indexed", seed, index, *(f"{word:016x}" for word in words), sep=",")
