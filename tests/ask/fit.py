#!/usr/bin/env python3
"""Fits the weights of the question matching (WEIGHTS, NONE_WEIGHTS, CALIBRATION and MATCH of src/domain/interview/questions/rank.rs).

    cargo run --example question_fit -- texts > texts
    for part in 0 1 2; do python3 tests/ask/vectors.py texts $part.bin --without $part; done
    cargo run --example question_fit -- figures 0.bin 1.bin 2.bin | python3 tests/ask/fit.py

A conditional logit: the utility of a target is a weighted sum of its figures, its probability the share of the
exponential of that among all targets and "no question". The weights make the right targets most likely.

A second fit (CALIBRATION) tells how often the likeliest question is right, by its own figures and by how they differ from those
of the likeliest topic that no question of the design has. Each design is left out once in both: that says what to expect
of a design that nobody tuned on, and from which confidence (MATCH) at most so many rows are confidently wrong. A line of
each threshold is printed for the rows, for those without an answer as if no topic foresaw them and for the rows with half
and three quarters of the wordings hidden: those that are right, confidently wrong, and of those without an answer the ones
without a match, in per cent.

Needs numpy and scipy. Rows of tests/ask/held_out, hurried_held_out, spoken, spoken_held_out, strangers_held_out,
natural, later, candidates, candidates_held_out, first_minutes and fresh are never read.
"""

import sys

import numpy
from scipy.optimize import minimize

TARGETS = 30
RIDGE = 2e-5
# Rows that a person typed count more; examples without an answer less, since there are more of them than people type.
COUNTS = {"tuned": 3.0, "hurried": 3.0, "strangers": 3.0, "unanswered": 3.0, "bare": 1.5,
          "own": 1.0, "topic": 0.6, "foreign": 0.6, "novel": 0.6, "half": 1.0, "quarter": 1.0, "strange": 0.6}

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
    if not any(is_right):
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


def odds(share):
    share = numpy.clip(share, 1e-6, 1 - 1e-6)
    return numpy.log(share / (1 - share))


def described(weights, some):
    """What speaks for the likeliest question of each example, and which place it has."""
    share, of = shares(weights, some), targets[some]
    likely = numpy.where(questions[some], share[:, :-1], 0)
    topic = numpy.where(~questions[some] & ~absent[some], share[:, :-1], 0)
    every, first = numpy.arange(len(of)), likely.argmax(1)
    of_topic = of[every, topic.argmax(1)] * (topic.max(1) > 0)[:, None]
    of_first = of[every, first]
    second = numpy.sort(likely, 1)[:, -2]
    standing = [odds(one)[:, None] for one in (likely.max(1), second, topic.max(1), share[:, -1])]
    return numpy.concatenate(standing + [of_first, of_first - of_topic, none[some]], 1), first


def fit_calibration(figures, is_right, some):
    """The weights that tell where the likeliest question is right, the constant last."""
    of, c = figures[some], counts[some]
    mean, scale = of.mean(0), of.std(0) + 1e-6
    of = numpy.concatenate([(of - mean) / scale, numpy.ones((len(of), 1))], 1)
    sign = numpy.where(is_right[some], 1.0, -1.0)

    def loss(weights):
        margin = sign * (of @ weights)
        slope = -(c * sign / (1 + numpy.exp(numpy.clip(margin, -50, 50)))) @ of
        value = (c * numpy.logaddexp(0, -margin)).sum() + 1.5 * weights[:-1] @ weights[:-1]
        return value, slope + numpy.append(3 * weights[:-1], 0)

    found = minimize(loss, numpy.zeros(of.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = found[:-1] / scale
    return numpy.append(weights, found[-1] - weights @ mean)


# The likeliest question is described by weights that the design had no part in.
names = sorted(set(designs))
figures = numpy.zeros((len(designs), 4 + 2 * width + none.shape[1]))
is_right = numpy.zeros(len(designs), bool)
for design in names:
    some = designs == design
    figures[some], first = described(fit(~some), some)
    is_right[some] = right[some][numpy.arange(len(first)), first]
# Where no question is among the likely targets there is nothing to tell right from wrong.
has_question = questions.any(1)
calibration = fit_calibration(figures, is_right, has_question)
print("CALIBRATION", [round(float(one), 3) for one in calibration])

confidence = numpy.zeros(len(designs))
for design in names:
    some = designs == design
    weights = fit_calibration(figures, is_right, ~some & has_question)
    confidence[some] = 1 / (1 + numpy.exp(-(figures[some] @ weights[:-1] + weights[-1])))
unanswered = right[:, -1]
for threshold in (0.5, 0.55, 0.6, 0.65, 0.7, 0.73, 0.76, 0.79, 0.85, 0.9, 0.95):
    line = f"MATCH {threshold:.2f}:"
    for group in (["tuned", "hurried"], ["strangers", "unanswered"], ["bare"], ["half"], ["quarter"]):
        some = numpy.isin(kinds, group)
        is_match = (confidence[some] >= threshold) & has_question[some]
        good, empty = is_right[some], unanswered[some]
        right_rows = 100 * (is_match & good | ~is_match & empty).mean()
        wrong, silent = 100 * (is_match & ~good).mean(), 100 * (~is_match)[empty].mean()
        line += f" {group[0]}: right {right_rows:.1f}, wrong {wrong:.1f}, silent {silent:.1f};"
    print(line)
