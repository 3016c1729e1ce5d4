#!/usr/bin/env python3
"""Fits the weights of the parts of compound questions (WEIGHTS of src/domain/interview/questions/part_confidence.rs).

    cargo run --example question_fit -- parts 0.bin 1.bin 2.bin | python3 tests/ask/fit_parts.py

The files of vectors are those of tests/ask/fit.py. A logistic regression: the weights make it most likely which parts are
asked. Each design is left out once, which says what to expect of a design that nobody tuned on: for each threshold how many
parts match, and how many of those in per cent are right.

Needs numpy and scipy. Only the rows that the matching is tuned on are read.
"""

import sys

import numpy
from scipy.optimize import minimize

RIDGE = 1.5
# A part that is asked counts more than one that is not: an answer that is missing is seen, and asked for again.
COUNT_RIGHT = 1.35

rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
designs = numpy.array([design for design, _, _ in rows])
is_right = numpy.array([right == "1" for _, right, _ in rows])
figures = numpy.array([[float(one) for one in of.split(",")] for _, _, of in rows])


def fit(some):
    of, sign = figures[some], numpy.where(is_right[some], 1.0, -1.0)
    count = numpy.where(is_right[some], COUNT_RIGHT, 1.0)
    mean, scale = of.mean(0), of.std(0) + 1e-6
    of = numpy.concatenate([(of - mean) / scale, numpy.ones((len(of), 1))], 1)

    def loss(weights):
        margin = sign * (of @ weights)
        slope = -(count * sign / (1 + numpy.exp(margin))) @ of
        value = count @ numpy.logaddexp(0, -margin) + RIDGE * weights[:-1] @ weights[:-1]
        return value, slope + numpy.append(2 * RIDGE * weights[:-1], 0)

    found = minimize(loss, numpy.zeros(of.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / scale
    return numpy.append(weights, found[-1] - weights @ mean)


def confidence(weights, some):
    return 1 / (1 + numpy.exp(-(figures[some] @ weights[:-1] + weights[-1])))


print(len(rows), "parts, right:", is_right.mean().round(3))
print("WEIGHTS", [round(float(one), 3) for one in fit(numpy.ones(len(rows), bool))])
left_out = numpy.zeros(len(rows))
for design in set(designs):
    left_out[designs == design] = confidence(fit(designs != design), designs == design)
for threshold in numpy.arange(0.5, 0.91, 0.05):
    some = left_out >= threshold
    print(f"MATCH {threshold:.2f}: {some.sum()} match, {100 * is_right[some].mean():.1f} % right")
