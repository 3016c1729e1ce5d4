#!/usr/bin/env python3
"""Fits the weights of the question matching (WEIGHTS, NONE_WEIGHTS and MATCH of src/domain/interview/questions/rank.rs).

    cargo run --example question_figures | python3 tests/ask/fit.py

A conditional logit: the utility of a target is a weighted sum of its figures, its probability the share of the
exponential of that among all targets and "no question". The weights make the right targets most likely.

Each design is also left out once: the weights of the others match its tuned rows. That says what to expect of a design
that nobody tuned on, and from which confidence (MATCH) at most so many rows are confidently wrong. A line of each
threshold is printed: the rows that are right, confidently wrong, and of those without an answer the ones without a match.

Needs numpy and scipy. Rows of tests/ask/held_out, tests/ask/hurried_held_out and tests/ask/fresh are never read.
"""

import sys

import numpy
from scipy.optimize import minimize

TARGETS = 30
RIDGE = 2e-5
# Rows that a person typed count more; examples without an answer less, since there are more of them than people type.
COUNTS = {"tuned": 3.0, "hurried": 3.0, "bare": 1.5, "own": 1.0, "topic": 0.6, "foreign": 0.6, "novel": 0.6}

targets, none, right, absent, counts, questions, kinds, designs = [], [], [], [], [], [], [], []
for line in sys.stdin:
    design, kind, asks, of_none, *rows = line.rstrip("\n").split("\t")
    asks = set(map(int, asks.split(",")))
    rows = [row.split(":") for row in rows][:TARGETS]
    if not rows:
        continue
    ids = [int(index) for index, _ in rows]
    figures = [list(map(float, row.split(","))) for _, row in rows]
    empty = TARGETS - len(rows)
    is_right = [index in asks for index in ids] + [False] * empty + [-1 in asks]
    if not any(is_right) and kind != "tuned":
        continue
    targets.append(figures + [[0.0] * len(figures[0])] * empty)
    none.append(list(map(float, of_none.split(","))))
    right.append(is_right)
    absent.append([False] * len(rows) + [True] * empty)
    questions.append([index >= 0 for index in ids] + [False] * empty)
    counts.append(COUNTS[kind])
    kinds.append(kind)
    designs.append(design)
targets, none = numpy.array(targets, numpy.float32), numpy.array(none)
right, absent, counts = numpy.array(right), numpy.array(absent), numpy.array(counts)
questions, kinds, designs = numpy.array(questions), numpy.array(kinds), numpy.array(designs)
width = targets.shape[2]


def shares(weights, some):
    utility = numpy.where(absent[some], -50, targets[some] @ weights[:width])
    utility = numpy.concatenate([utility, (none[some] @ weights[width:])[:, None]], 1)
    share = numpy.exp(utility - utility.max(1, keepdims=True))
    return share / share.sum(1, keepdims=True)


def fit(some):
    some = some & right.any(1)
    of, n, r, c = targets[some], none[some], right[some], counts[some]

    def loss(weights):
        share = shares(weights, some)
        likely = (share * r).sum(1) + 1e-9
        slope = (share - share * r / likely[:, None]) * c[:, None]
        gradient = numpy.concatenate([numpy.einsum("ik,ikp->p", slope[:, :-1], of), slope[:, -1] @ n])
        value = -(c * numpy.log(likely)).sum() / c.sum() + RIDGE * weights @ weights
        return value, gradient / c.sum() + 2 * RIDGE * weights

    start = numpy.zeros(width + none.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


found = fit(numpy.ones(len(counts), bool))
print("WEIGHTS", [round(float(one), 2) for one in found[:width]])
print("NONE_WEIGHTS", [round(float(one), 2) for one in found[width:]])

outcomes, bare = [], []
for design in sorted(set(designs)):
    weights = fit(designs != design)
    rows = (designs == design) & (kinds == "bare")
    bare.extend(numpy.where(questions[rows], shares(weights, rows)[:, :-1], -1).max(1))
    rows = (designs == design) & (kinds == "tuned")
    share = numpy.where(questions[rows], shares(weights, rows)[:, :-1], -1)
    first = share.argmax(1)
    is_right = right[rows][numpy.arange(len(first)), first] & (share.max(1) >= 0)
    outcomes.append(numpy.stack([share.max(1), is_right, right[rows][:, -1]], 1))
confidence, is_right, unanswered = numpy.concatenate(outcomes).T
is_right, unanswered = is_right > 0, unanswered > 0
print(f"left out: first question right in {100 * is_right[~unanswered].mean():.1f} %")
for threshold in numpy.arange(0.6, 0.96, 0.05):
    is_match = confidence >= threshold
    good = (is_match & is_right | ~is_match & unanswered).mean()
    wrong = (is_match & ~is_right).mean()
    silent = (~is_match)[unanswered].mean()
    unforeseen = (numpy.array(bare) < threshold).mean()
    print(
        f"MATCH {threshold:.2f}: right {100 * good:.1f} %, wrong {100 * wrong:.1f} %, silent {100 * silent:.1f} %, "
        f"silent on subjects that no topic foresees {100 * unforeseen:.1f} %"
    )
