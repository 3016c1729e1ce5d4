#!/usr/bin/env python3
"""Fits the weights of the question matching (WEIGHTS and NONE_WEIGHTS of src/domain/interview/questions/rank.rs).

    cargo run --release --example question_figures | python3 tests/ask/fit.py

A conditional logit: the utility of a target is a weighted sum of its figures, its probability the share of the
exponential of that among all targets and "no question". The weights make the right targets most likely. Needs numpy and
scipy. Rows of tests/ask/held_out are never read.
"""

import sys

import numpy
from scipy.optimize import minimize

TARGETS = 30
RIDGE = 2e-5
# Rows that a person typed count more; examples without an answer less, since there are more of them than people type.
COUNTS = {"tuned": 3.0, "own": 1.0, "topic": 0.6, "foreign": 0.6}

targets, none, right, absent, counts = [], [], [], [], []
for line in sys.stdin:
    kind, asks, of_none, *rows = line.rstrip("\n").split("\t")
    asks = set(map(int, asks.split(",")))
    rows = [row.split(":") for row in rows][:TARGETS]
    if not rows:
        continue
    ids = [int(index) for index, _ in rows]
    figures = [list(map(float, row.split(","))) for _, row in rows]
    empty = TARGETS - len(rows)
    is_right = [index in asks for index in ids] + [False] * empty + [-1 in asks]
    if not any(is_right):
        continue
    targets.append(figures + [[0.0] * len(figures[0])] * empty)
    none.append(list(map(float, of_none.split(","))))
    right.append(is_right)
    absent.append([False] * len(rows) + [True] * empty)
    counts.append(COUNTS[kind])
targets, none = numpy.array(targets, numpy.float32), numpy.array(none)
right, absent, counts = numpy.array(right), numpy.array(absent), numpy.array(counts)
width = targets.shape[2]


def loss(weights):
    utility = numpy.where(absent, -50, targets @ weights[:width])
    utility = numpy.concatenate([utility, (none @ weights[width:])[:, None]], 1)
    share = numpy.exp(utility - utility.max(1, keepdims=True))
    share /= share.sum(1, keepdims=True)
    likely = (share * right).sum(1) + 1e-9
    slope = (share - share * right / likely[:, None]) * counts[:, None]
    gradient = numpy.concatenate(
        [numpy.einsum("ik,ikp->p", slope[:, :-1], targets), slope[:, -1] @ none]
    )
    value = -(counts * numpy.log(likely)).sum() / counts.sum() + RIDGE * weights @ weights
    return value, gradient / counts.sum() + 2 * RIDGE * weights


start = numpy.zeros(width + none.shape[1])
found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
print("WEIGHTS", [round(float(one), 2) for one in found[:width]])
print("NONE_WEIGHTS", [round(float(one), 2) for one in found[width:]])
