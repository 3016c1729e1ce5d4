#!/usr/bin/env python3
"""Learns what texts mean: the vectors of src/domain/interview/questions/meaning/vectors.bin.

    cargo run --example question_fit -- texts > texts
    python3 tests/ask/vectors.py texts vectors.bin [--without PART]

The vector of a text is the sum of those of its features (words, pairs of words, pieces of words) at length 1. A question
is the sum of the vectors of its wordings. They are learned so that a text lies nearest to the question that it asks: of a
design, one part of the wordings stands for the questions, and the others have to find them. What none answers has a share
of its own. `--without` leaves out a part of the texts, so that weights can be fitted to texts that the vectors have not
seen.

Needs numpy and torch.
"""

import argparse
import random
import time

import numpy
import torch

options = argparse.ArgumentParser()
options.add_argument("texts")
options.add_argument("output")
options.add_argument("--without", type=int, default=-1)
options = options.parse_args()
torch.manual_seed(0)
torch.set_num_threads(1)
random.seed(0)

# As in src/domain/interview/questions/meaning.rs.
DIM = 64
BUCKETS = 1 << 13

EPOCHS = 6
BATCH = 256
RATE = 8e-3
# The part of the features of a text that are left out, and of the wordings that stand for a question.
DROP = 0.35
KEEP = 0.5
# How often each row is seen in an epoch, beside a wording.
ROWS = 4

designs = {}
for line in open(options.texts):
    design, kind, part, targets, features = line.rstrip("\n").split("\t")
    if features:
        features = [int(one) for one in features.split(",")]
        row = (features, [int(one) for one in targets.split(",")], int(part))
        designs.setdefault(design, {}).setdefault(kind, []).append(row)


class Design:
    def __init__(self, kinds):
        seen = lambda kind: [row for row in kinds[kind] if row[2] != options.without]
        self.wordings = seen("wording")
        self.rows = [row for kind in kinds if kind != "wording" for row in seen(kind)]
        self.none = max(target for _, targets, _ in kinds["wording"] for target in targets) + 1


designs = {name: Design(kinds) for name, kinds in designs.items()}


def bag(rows, drop=0.0):
    flat, starts = [], []
    for features, _, _ in rows:
        starts.append(len(flat))
        flat += [one for one in features if random.random() >= drop] or features if drop else features
    return torch.tensor(flat), torch.tensor(starts)


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.vectors = torch.nn.EmbeddingBag(BUCKETS, DIM, mode="sum")
        torch.nn.init.normal_(self.vectors.weight, 0, 0.1)
        self.none = torch.nn.Linear(DIM, 1)
        self.scale = torch.nn.Parameter(torch.tensor(12.0))

    def forward(self, rows, drop=0.0):
        return torch.nn.functional.normalize(self.vectors(*bag(rows, drop)), dim=1)

    def logits(self, texts, wordings, targets, count):
        sums = torch.zeros(count, DIM)
        at = torch.tensor([target for some in targets for target in some])
        of = torch.tensor([index for index, some in enumerate(targets) for _ in some])
        sums = sums.index_add(0, at, wordings[of])
        near = self.scale * texts @ torch.nn.functional.normalize(sums, dim=1).T
        return torch.cat([near, self.none(texts) * 4], 1)


def loss_of(logits, rows):
    right = torch.full_like(logits, -1e9)
    for index, (_, targets, _) in enumerate(rows):
        right[index, targets] = 0
    shares = torch.log_softmax(logits, 1)
    return -torch.logsumexp(shares + right, 1).mean()


def write(model):
    weight = model.vectors.weight.detach().numpy().copy()
    used = numpy.zeros(BUCKETS, bool)
    for design in designs.values():
        for features, _, _ in design.wordings + design.rows:
            used[features] = True
    weight[~used] = 0
    most = numpy.quantile(numpy.abs(weight[used]), 0.9995)
    signed = numpy.clip(numpy.round(weight / most * 127), -127, 127).astype(numpy.int8)
    head = [model.scale.item(), 4 * model.none.bias.item(), *(4 * model.none.weight.detach().numpy()[0])]
    open(options.output, "wb").write(numpy.array(head, "<f4").tobytes() + signed.tobytes())
    with torch.no_grad():
        model.vectors.weight.copy_(torch.tensor(signed.astype(numpy.float32)))


model = Model()
steps = torch.optim.Adam(model.parameters(), lr=RATE)
for epoch in range(EPOCHS):
    began, jobs, total = time.time(), [], 0.0
    for design in designs.values():
        wordings = design.wordings[:]
        random.shuffle(wordings)
        jobs += [(design, wordings[at : at + BATCH], True) for at in range(0, len(wordings), BATCH)]
        for _ in range(ROWS):
            rows = design.rows[:]
            random.shuffle(rows)
            jobs += [(design, rows[at : at + BATCH], False) for at in range(0, len(rows), BATCH)]
    random.shuffle(jobs)
    for done, (design, rows, is_wording) in enumerate(jobs):
        part = (epoch + done / len(jobs)) / EPOCHS
        steps.param_groups[0]["lr"] = RATE * (1 - part) + 1e-4
        asked = set(map(id, rows)) if is_wording else ()
        held = [row for row in design.wordings if id(row) not in asked and random.random() < KEEP]
        texts = model(rows, DROP)
        logits = model.logits(texts, model(held), [row[1] for row in held], design.none)
        loss = loss_of(logits, rows)
        steps.zero_grad()
        loss.backward()
        steps.step()
        total += loss.item()
    print(f"{epoch}: loss {total / len(jobs):.3f}, {time.time() - began:.0f} s", flush=True)
write(model)
