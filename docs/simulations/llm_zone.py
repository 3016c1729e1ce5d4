#!/usr/bin/env python3
"""Simulates one zone of the LLM serving design: the waits behind its routing rule and its target load.

Each replica (a pair of GPUs) runs continuous batching with chunked prefill: a step has a budget of 512 tokens, of which
each running answer takes one, and the rest reads waiting prompts. A new request goes to one replica by the routing rule.
Prints the time from arrival to the first token (wait and prefill, without network) and the time between tokens.

    python3 docs/simulations/llm_zone.py --replicas 20 --rate 111 --routing least-waiting
"""

import argparse
import heapq
import itertools
import math
import random

STEP_TOKENS = 512  # tokens of one step
MAX_RUNNING = 120  # answers that run at once on a replica
CACHED = 500  # tokens of the system prompt, always in the cache
READ_TOKENS_PER_SECOND = 12_623  # prefill speed of a replica
STEP_FLOOR = 15.05e-3  # seconds: reading the weights once
STEP_FIXED = 2.4e-3  # seconds: communication and launch of a step
PER_ANSWER = 0.0576e-3  # seconds: reading the KV cache of one running answer
WARM_UP = 0.3  # the share of the run that is not measured


def prompt_tokens():
    """A prompt of at most 8,000 tokens: mean about 1,400, p95 about 2,500."""
    while True:
        is_long = random.random() < 0.03
        tokens = random.uniform(2500, 8000) if is_long else random.lognormvariate(math.log(1150), 0.42)
        if 560 <= tokens <= 8000:
            return int(tokens)


def answer_tokens():
    while True:
        tokens = int(random.expovariate(1 / 310)) + 20
        if tokens <= 1000:
            return tokens


class Request:
    def __init__(self, arrived):
        self.arrived = arrived
        self.unread = prompt_tokens() - CACHED
        self.answer = answer_tokens()
        self.written = 0
        self.first_token = None


class Replica:
    def __init__(self):
        self.waiting = []
        self.running = []
        self.busy = False

    def unread(self):
        return sum(request.unread for request in self.waiting)

    def step(self, now):
        """Runs one step from `now`. Returns its end, the requests that got their first token, and those that are done."""
        budget = STEP_TOKENS - len(self.running)
        read, started = 0, []
        while self.waiting and read < budget and len(self.running) + len(started) < MAX_RUNNING:
            request = self.waiting[0]
            part = min(request.unread, budget - read)
            request.unread -= part
            read += part
            if request.unread == 0:
                started.append(self.waiting.pop(0))
        compute = (len(self.running) + read) / READ_TOKENS_PER_SECOND
        end = now + max(STEP_FLOOR, compute) + STEP_FIXED + PER_ANSWER * len(self.running)
        for request in self.running + started:
            request.written += 1
        for request in started:
            request.first_token = end
        everyone = self.running + started
        self.running = [request for request in everyone if request.written < request.answer]
        done = [request for request in everyone if request.written >= request.answer]
        return end, started, done


def choose(replicas, routing, turn):
    if routing == "round-robin":
        return replicas[next(turn) % len(replicas)]
    if routing == "random":
        return random.choice(replicas)
    shuffled = random.sample(replicas, len(replicas))
    return min(shuffled, key=lambda replica: (replica.unread(), len(replica.running)))


def simulate(replica_count, rate, seconds, routing):
    replicas, turn, order = [Replica() for _ in range(replica_count)], itertools.count(), itertools.count()
    events, first, between = [(0.0, next(order), None)], [], []
    while events:
        now, _, replica = heapq.heappop(events)
        if now > seconds:
            break
        if replica is None:
            heapq.heappush(events, (now + random.expovariate(rate), next(order), None))
            replica = choose(replicas, routing, turn)
            replica.waiting.append(Request(now))
            if replica.busy:
                continue
            replica.busy = True
        elif not (replica.waiting or replica.running):
            replica.busy = False
            continue
        end, started, done = replica.step(now)
        heapq.heappush(events, (end, next(order), replica))
        warm = seconds * WARM_UP
        first += [request.first_token - request.arrived for request in started if request.arrived > warm]
        for request in done:
            if request.arrived > warm and request.answer > 1:
                between.append((end - request.first_token) / (request.answer - 1))
    return first, between


def percentile(values, part):
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)] * 1e3


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--replicas", type=int, default=20)
    arguments.add_argument("--rate", type=float, default=111.0, help="requests a second in the zone")
    arguments.add_argument("--seconds", type=float, default=300.0)
    arguments.add_argument("--routing", choices=["least-waiting", "round-robin", "random"], default="least-waiting")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    random.seed(given.seed)
    first, between = simulate(given.replicas, given.rate, given.seconds, given.routing)
    print(f"{given.replicas} replicas, {given.rate:g} requests/s, {given.routing}, {len(first)} requests measured")
    print("first token  p50 {:.0f} ms  p95 {:.0f} ms  p99 {:.0f} ms".format(*(percentile(first, p) for p in (0.5, 0.95, 0.99))))
    print("per token    mean {:.1f} ms  p99 {:.1f} ms".format(sum(between) / len(between) * 1e3, percentile(between, 0.99)))


if __name__ == "__main__":
    main()
